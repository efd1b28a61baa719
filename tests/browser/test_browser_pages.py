"""Every page in a real browser: nothing cut off, nothing sideways, nothing that bars anyone, laptop and phone, light and dark."""

import re

import pytest

from tests.chromium import ROOT, SPOKEN, barriers, go, layout_faults

pytestmark = pytest.mark.browser

PAGES = re.findall(r'"pages/(?!clinic/consult)\w+/(\w+)\.py"', (ROOT / "app.py").read_text(encoding="utf-8"))


def test_the_navigation_was_read():
    assert {"then_and_now", "same_patient", "certainty", "effects", "cases", "sources", "content_review"} <= set(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_reads_well_everywhere(page, server, path):
    go(page, f"{server.address}/{path}")
    assert layout_faults(page, path) == []
    assert barriers(page, path) == []
    assert page.evaluate(SPOKEN) == []
    assert "Traceback" not in server.log()
