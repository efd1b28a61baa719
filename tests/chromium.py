"""The running app and a real browser: starts a server, finds Chromium, types and chooses as a person does.

Shared by the browser tests and the benchmark. Nothing here waits for a fixed time: `settle` waits until the script has
finished and the page has stopped changing.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright

from scripts.warm import warm

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START = 60  # seconds until a server must answer
PATIENCE = 15_000  # milliseconds until something on the page must have happened
QUIET = 120  # milliseconds without a change: longer than the steps in which one answer is drawn
LAPTOP = (1366, 850)
VIEWS = {"laptop": LAPTOP, "phone": (390, 844), "small phone": (360, 740), "projector": (1920, 1080)}
SCHEMES = ("light", "dark")


def find_chromium() -> str | None:
    """The browser to use: CHROMIUM in the environment, or the first on the path."""
    return os.environ.get("CHROMIUM") or next((found for name in NAMES if (found := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)


@dataclass(frozen=True)
class Server:
    address: str
    log_file: Path

    def log(self) -> str:
        """Everything that the server has said so far."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serve(
    script: Path = ROOT / "app.py",
    folder: Path = ROOT,
    streamlit: Sequence[str] = ("-m", "streamlit"),
    port: int = 0,
    options: Sequence[str] = (),
) -> Iterator[Server]:
    """A Streamlit server of its own, up for as long as the block runs. `folder` is where its settings are read."""
    port = port or free_port()
    command = [sys.executable, *streamlit, "run", str(script), "--server.port", str(port), *options]
    with tempfile.TemporaryDirectory() as place:
        log_file = Path(place) / "server.log"
        with log_file.open("w", encoding="utf-8") as log:
            process = subprocess.Popen(
                [*command, "--server.headless", "true"], cwd=folder, stdout=log, stderr=subprocess.STDOUT
            )
        server = Server(f"http://localhost:{port}", log_file)
        try:
            _wait_until_up(server, process)
            if script == ROOT / "app.py":
                assert warm(port) == "", server.log()  # as `make run` does
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait_until_up(server: Server, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{server.address}/_stcore/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{server.log()}")


# On a deep link Streamlit's own script asks for these below the page first, finds nothing, then asks at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")


@dataclass
class Watch:
    """What pages of a context do besides being looked at: hosts asked, errors in the console, every address."""

    home: str
    outside: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    addresses: set[str] = field(default_factory=set)

    def look_at(self, context: BrowserContext) -> None:
        context.on("console", self._said)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("page", lambda page: page.on("framenavigated", lambda frame: self.addresses.add(frame.url)))
        context.on("page", lambda page: page.on("websocket", lambda wire: self._asked(wire.url)))
        context.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        self.addresses.add(url)
        parts = urllib.parse.urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != urllib.parse.urlsplit(self.home).netloc:
            self.outside.add(parts.netloc)

    def _said(self, message: ConsoleMessage) -> None:
        where = urllib.parse.urlsplit(message.location.get("url", "")).path
        probe = "404" in message.text and where.endswith(PROBES) and where not in PROBES
        if message.type == "error" and not probe:
            self.errors.append(f"{message.text} ({where})")

    def complaints(self) -> list[str]:
        return [*(f"asked {host}" for host in sorted(self.outside)), *self.errors]


# When the page last sent something to the server, and last heard from it.
WIRE = """if (!window.wire) {
  window.wire = {sent: 0, heard: 0};
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) { window.wire.sent = performance.now(); return send.call(this, data); };
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener('message', () => { window.wire.heard = performance.now(); });
    }
  };
}"""
SETTLED = """([quiet, patience]) => new Promise((done, fail) => {
  const start = performance.now();
  let changed = start;
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(document.body, {subtree: true, childList: true, characterData: true, attributes: true});
  const timer = setInterval(() => {
    const app = document.querySelector('[data-testid=stApp]'), now = performance.now(), {sent, heard} = window.wire;
    const drawn = !document.querySelector('[data-testid=stSkeleton]');
    const resting = app && drawn && app.dataset.testScriptState === 'notRunning' && heard >= sent && now - changed >= quiet;
    if (!resting && now - start < patience) return;
    clearInterval(timer);
    watch.disconnect();
    resting ? done() : fail(new Error('the page does not come to rest'));
  }, 20);
})"""


def settle(page: Page, quiet: int = QUIET) -> None:
    """Until the server has answered, the script is done and nothing on the page has changed for a moment."""
    page.evaluate(SETTLED, [quiet, PATIENCE])


def go(page: Page, address: str, until: str = "For health professionals") -> Page:
    """Opens an address and waits until its page is whole: every page of ours begins with the notice."""
    page.set_default_timeout(PATIENCE)
    page.add_init_script(WIRE)
    page.goto(address)
    page.get_by_text(until).first.wait_for()
    settle(page)
    return page


def number(page: Page, label: str) -> Locator:
    return page.get_by_role("textbox", name=label).first


def enter(page: Page, label: str, text: str) -> None:
    """Types into a field and presses Enter, so that the answer comes at once and not when typing has paused."""
    number(page, label).fill(text)
    page.keyboard.press("Enter")
    settle(page)


def choose(page: Page, label: str, option: str) -> None:
    """One segment of a segmented control."""
    page.get_by_role("radiogroup", name=label).get_by_role("radio", name=option, exact=True).click()
    settle(page)


def select(page: Page, label: str, option: str) -> None:
    """One option of a drop-down: typed, then taken from what is offered."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).first.click()
    settle(page)


def add(page: Page, label: str, *texts: str) -> None:
    """One more of a list: typed and taken with Enter, whether it is on offer or not."""
    box = page.get_by_role("combobox", name=label, exact=True)
    for text in texts:
        box.click()
        box.fill(text)
        page.keyboard.press("Enter")
        # The open list hides the rest of the page from roles.
        page.get_by_label(f"Remove {text}", exact=True).wait_for(state="attached")
        settle(page)
    page.keyboard.press("Escape")
    settle(page)


def press(page: Page, name: str) -> None:
    """A button, pill or menu entry by what is written on it."""
    page.get_by_text(name, exact=True).first.click()
    settle(page)


def example(page: Page, name: str) -> None:
    page.get_by_role("button", name="Example").click()
    page.get_by_role("menuitem", name=name).click()
    settle(page)


def said(page: Page) -> str:
    return page.locator("main").inner_text()


# What a person would trip over, and what would bar somebody

CUT = """() => [...document.querySelectorAll('[data-testid=stApp] *')].filter(e => !e.children.length
  && (e.innerText || e.value || e.placeholder) && getComputedStyle(e).textOverflow === 'ellipsis'
  && e.scrollWidth > e.clientWidth + 1).map(e => 'cut off: ' + (e.innerText || e.value || e.placeholder).slice(0, 40))"""
SIDEWAYS = """() => {
  const scrollers = [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')];
  const out = scrollers.some(e => e.scrollWidth > e.clientWidth + 1) ? ['scrolls sideways'] : [];
  const kept = e => { for (let p = e.parentElement; p && p.dataset.testid !== 'stMain'; p = p.parentElement)
    if (['auto', 'scroll'].includes(getComputedStyle(p).overflowX)) return true; };
  for (const e of document.querySelectorAll('main *')) {
    const box = e.getBoundingClientRect();
    if (box.width && box.right > innerWidth + 1 && e.innerText && !e.children.length && !kept(e))
      out.push('beyond the edge: ' + e.innerText.slice(0, 40));
  }
  return out;
}"""


def layout_faults(page: Page, patient: str) -> list[str]:
    """What is cut off or runs over an edge, in every view. Light and dark differ in colour alone: `barriers` looks at both."""
    faults = []
    for view, (width, height) in VIEWS.items():
        page.set_viewport_size({"width": width, "height": height})
        settle(page, quiet=60)  # the server has no part in this
        faults += [f"{patient}, {view}: {fault}" for fault in page.evaluate(CUT) + page.evaluate(SIDEWAYS)]
    page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    settle(page, quiet=60)
    return faults


# Rules that only Streamlit could mend, each with the part of its own page that breaks it, and why it is let pass.
STREAMLITS_OWN: dict[str, tuple[str, str]] = {}


def barriers(page: Page, where: str) -> list[str]:
    """What axe finds serious or critical in either scheme, one line an element."""
    lines = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        settle(page, quiet=60)
        for rule in Axe().run(page).response["violations"]:
            own, _ = STREAMLITS_OWN.get(rule["id"], (None, ""))
            lines += [
                f"{where}, {scheme}: {rule['id']}: {node['html'][:160]}"
                for node in rule["nodes"]
                if rule["impact"] in ("serious", "critical") and not (own and is_in(page, node["target"][0], own))
            ]
    page.emulate_media(color_scheme="light")
    return lines


def is_in(page: Page, target: str, outer: str) -> bool:
    return bool(page.locator(target).first.evaluate("(e, outer) => !!e.closest(outer)", outer))


SPOKEN = """() => [...document.querySelectorAll('[aria-label], [alt], [title]')]
  .map(e => e.getAttribute('aria-label') || e.getAttribute('alt') || e.getAttribute('title'))
  .filter(name => /:[a-z-]+\\[|\\*\\*|:material\\//.test(name))"""


def visit(page: Page, section: str, title: str) -> None:
    """Another page of the same session, through the navigation on top."""
    page.get_by_text(section, exact=True).first.click()
    page.get_by_role("menuitem", name=title, exact=True).click()
    page.get_by_role("heading", level=1, name=title).wait_for()
    settle(page)
