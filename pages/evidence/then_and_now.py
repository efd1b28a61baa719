"""Then and now."""

import streamlit as st

st.title("Then and now", anchor=False)
