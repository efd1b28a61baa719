"""Content review: what waits for a check against the paper, where to look, and who signed what."""

import pandas as pd
import streamlit as st

from pages.components import frame
from rls_logic.review import awaiting

knowledge = frame.knowledge()
left = awaiting(knowledge)

st.title("Content review", anchor=False)
st.markdown(
    f"**{len(left)} records** hold at least one fact that is known from a published source but was not re-read in the paper for this "
    "project. Each is marked where it is used. A team signs a record off in `data/review.toml`; it then leaves this list."
)
if left:
    rows = pd.DataFrame(
        {
            "Record": [line.record for line in left],
            "What to check": [line.what for line in left],
            "Parts": [line.parts for line in left],
            "Source": [line.source for line in left],
            "Where in it": [line.locator for line in left],
        }
    )
    st.download_button(
        "Download as CSV", rows.to_csv(index=False), "content_review.csv", "text/csv", icon=":material/download:"
    )
    st.table(rows, hide_index=True, border="horizontal", alt="Records that wait for a check against the paper")
else:
    st.success("Every record has been checked against its source.")

st.markdown("#### Signed off", anchors=False)
if knowledge.sign_offs:
    st.table(
        pd.DataFrame([sign_off.model_dump() for sign_off in knowledge.sign_offs]).rename(
            columns={
                "record": "Record",
                "checked_by": "Checked by",
                "checked_on": "On",
                "locator": "Where in the paper",
            }
        ),
        hide_index=True,
        border="horizontal",
        alt="Records signed off",
    )
else:
    st.caption("Nothing is signed off yet.")
