"""Exercise and other measures."""

import streamlit as st

st.title("Exercise and other measures", anchor=False)
