"""Grading."""

import streamlit as st

st.title("Grading", anchor=False)
