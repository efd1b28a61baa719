"""Effect sizes."""

import streamlit as st

st.title("Effect sizes", anchor=False)
