"""What every test file shares: the real knowledge, read once, and how hard Hypothesis tries.

HYPOTHESIS_PROFILE=long looks for counterexamples at length; the default run is quick and the same every time.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, expect, sync_playwright

from pages.components import frame
from rls_logic import load_knowledge
from rls_logic.content.knowledge import Knowledge
from tests.chromium import LAPTOP, PATIENCE, Server, Watch, find_chromium, go, launch, serve

COMMON = {
    "deadline": None,
    "database": None,
    "phases": (Phase.explicit, Phase.generate, Phase.shrink),
    # Most drawn patients contradict themselves somewhere; the laws that need consistent answers discard those.
    "suppress_health_check": (HealthCheck.too_slow, HealthCheck.filter_too_much),
}
settings.register_profile("quick", max_examples=60, derandomize=True, **COMMON)
settings.register_profile("long", max_examples=2000, **COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser on a busy machine can miss a beat: a browser test has failed when it fails three times."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(autouse=True)
def broken(request: pytest.FixtureRequest) -> Iterator[list[str]]:
    """What a page could not draw. Its guard says so on the page and raises nothing, so here it fails every test but one that asks."""
    said: list[str] = []
    real = frame.LOG.error

    def watched(message: str, *words: object, **named: Any) -> None:
        said.append(f"{message % words} {named.get('exc_info')!r}")
        real(message, *words, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frame.LOG, "error", watched)
        yield said
    if not {"broken", "log"} & set(request.function.__code__.co_varnames):
        assert said == []


# One server and one browser for all browser tests; every host asked and every error counts.


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not find_chromium():
        missing = "No Chromium: install it, or name one in the environment as CHROMIUM."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(missing)
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(browser: Browser) -> Iterator[Server]:
    with serve() as running:
        try:  # the first visitor of a server waits for its imports
            go(browser.new_page(), running.address).close()
        except TimeoutError:
            pytest.fail(f"The page did not open. The server said:\n{running.log()}")
        yield running


@pytest.fixture(scope="session")
def context(browser: Browser, server: Server) -> Iterator[tuple[BrowserContext, Watch]]:
    """Its pages share what the browser has fetched, never a session."""
    watch = Watch(server.address)
    shared = browser.new_context(color_scheme="light", viewport=dict(zip(("width", "height"), LAPTOP, strict=True)))
    watch.look_at(shared)
    yield shared, watch
    shared.close()


@pytest.fixture
def watch(context: tuple[BrowserContext, Watch]) -> Iterator[Watch]:
    """What the pages of this test ask for and complain of: nothing, at its end."""
    _, seen = context
    seen.outside.clear()
    seen.errors.clear()
    yield seen
    assert seen.complaints() == []


@pytest.fixture
def page(context: tuple[BrowserContext, Watch], server: Server, watch: Watch) -> Iterator[Page]:
    """The blank consult page on a laptop, in the light."""
    shared, _ = context
    blank = go(shared.new_page(), server.address)
    yield blank
    blank.close()
