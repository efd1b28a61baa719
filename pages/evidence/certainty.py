"""Certainty."""

import streamlit as st

st.title("Certainty", anchor=False)
