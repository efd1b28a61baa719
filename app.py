"""The way in: page set-up, navigation by audience, the notice, then the page below it. Nothing clinical."""

import streamlit as st

from pages.components import frame
from pages.components.form import patient_form

st.set_page_config(page_title="RLS guideline dashboard", page_icon="assets/icon.png", layout="wide")

consult = st.Page("pages/clinic/consult.py", title="Consultation", default=True)
review = st.Page("pages/about/content_review.py", title="Content review")

broken = frame.refused()
page = st.navigation(
    {
        "Clinic": [
            consult,
            st.Page("pages/clinic/same_patient.py", title="Same patient, other years"),
            st.Page("pages/clinic/explain.py", title="Explain to the patient"),
        ],
        "Evidence": [
            st.Page("pages/evidence/then_and_now.py", title="Then and now"),
            st.Page("pages/evidence/grading.py", title="Grades, side by side"),
            st.Page("pages/evidence/certainty.py", title="Certainty"),
            st.Page("pages/evidence/effects.py", title="Effect sizes"),
            st.Page("pages/evidence/augmentation.py", title="Augmentation"),
            st.Page("pages/evidence/exercise.py", title="Exercise and other measures"),
        ],
        "Teaching": [
            st.Page("pages/teaching/cases.py", title="Cases"),
            st.Page("pages/teaching/timeline.py", title="Timeline"),
            st.Page("pages/teaching/spot_the_error.py", title="Spot the error"),
        ],
        "About": [
            st.Page("pages/about/sources.py", title="Sources"),
            st.Page("pages/about/claims.py", title="Claims audit"),
            review,
        ],
    },
    position="hidden" if broken else "top",
)
if not broken:
    frame.notice(review)
    patient_form.begin()
    frame.run(page)
