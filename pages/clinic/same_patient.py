"""Same patient, other years."""

import streamlit as st

st.title("Same patient, other years", anchor=False)
