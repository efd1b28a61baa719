"""Explain to the patient."""

import streamlit as st

st.title("Explain to the patient", anchor=False)
