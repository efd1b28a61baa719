"""Large type for a lecture room: the two smallest headings, which no page uses, are set large in .streamlit/config.toml."""

import streamlit as st

LARGE, LESS_LARGE = "######", "#####"


def toggle(key: str) -> bool:
    return st.toggle("Projector", key=key, persist_state="session", help="Large type; Page Down steps forward.")
