"""The running app as a test sees it: every page is entered through app.py, which draws the notice."""

import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]
CONSULT = "pages/clinic/consult.py"
APP = ROOT / "app.py"


SHOWN = ("markdown", "caption", "title", "header", "subheader", "error", "warning", "info", "success", "table")


LABELLED = ("text_input", "selectbox", "multiselect", "segmented_control", "pills", "button", "expander", "page_link")


def key(name: str) -> str:
    """A widget of the first form of a session."""
    return f"patient_{name}"


def opened(page: str = CONSULT) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30).run()
    return app if page == CONSULT else app.switch_page(page).run()


def text(app: AppTest) -> str:
    """Everything that the page says, without the marks that keep typed text from being read as markdown."""
    said = [str(element.value) for kind in SHOWN for element in app.get(kind)]
    said += [str(getattr(element.proto, "label", "")) for kind in LABELLED for element in app.get(kind)]
    said += [block.proto.popover.label for block in app.get("popover")]
    return re.sub(r"\\(.)", r"\1", "\n".join(said))


def give(app: AppTest, typed: Mapping[str, Any]) -> AppTest:
    """Types and chooses by patient field, as a person would: the control must be on the page."""
    for name, value in typed.items():
        app.get_by_key(key(name)).set_value(value)
    app.run()
    return app.run()  # a control may draw the answer alone again: the whole page, then


CHOSEN = ("segmented_control", "pills", "selectbox", "radio", "toggle", "checkbox", "multiselect")


def control(app: AppTest, label: str, *kinds: str) -> Any:
    """The first control with this label; of these kinds, where several have it."""
    return next(found for kind in kinds or CHOSEN for found in app.get(kind) if found.label == label)


def choose(app: AppTest, label: str, value: object, *kinds: str) -> AppTest:
    control(app, label, *kinds).set_value(value)
    app.run()
    return app.run()  # a fragment may draw itself alone: the whole page, then


def press(app: AppTest, label: str) -> AppTest:
    control(app, label, "button").click()
    return app.run()


def alts(app: AppTest) -> list[str]:
    """The spoken name of every picture."""
    return [found.proto.alt for found in app.get("plotly_chart")]


def tables(app: AppTest) -> list[dict[str, list[object]]]:
    return [found.value.to_dict("list") for found in app.get("table")]


def work_s(app: AppTest, times: int = 5) -> float:
    """Seconds of work for drawing the page once more, not of waiting for a busy machine."""
    app.run()
    costs = []
    for _ in range(times):
        start = time.process_time()
        app.run()
        costs.append(time.process_time() - start)
    return min(costs)
