"""The way in: page set-up, navigation by audience, and the notice that stands on every page. Nothing clinical."""

import streamlit as st

from pages.components import frame

st.set_page_config(page_title="RLS guideline dashboard", page_icon="assets/icon.png", layout="wide")

consult = st.Page("pages/clinic/consult.py", title="Consultation", default=True)
review = st.Page("pages/about/content_review.py", title="Content review")

page = st.navigation({"Clinic": [consult], "About": [review]}, position="top")
page.run()
frame.notice(review)
