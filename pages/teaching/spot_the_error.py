"""Spot the error."""

import streamlit as st

st.title("Spot the error", anchor=False)
