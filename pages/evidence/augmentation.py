"""Augmentation."""

import streamlit as st

st.title("Augmentation", anchor=False)
