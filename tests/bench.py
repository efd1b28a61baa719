"""What an answer costs, in one table: the core, the script in a running server, and in a real browser beside a bare page.

    make bench                       everything, about two minutes
    python tests/bench.py --quick    fewer entries and loads, to see that it runs

It prints and never fails for being slow: a timed test on a busy machine tells about the machine. The bare page is one
number input and one line of text, as Streamlit serves it by default (`--same-settings`: with our settings, which
collect no garbage after a run), driven in turns with the app in the same Chromium, so that the ratio is about the app.
"""

import argparse
import logging
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright
from streamlit.testing.v1 import AppTest

from pages.components.form.typed import key
from rls_logic import load_knowledge
from rls_logic.assess import assess
from rls_logic.moves import preview
from rls_logic.read import read_patient
from tests.chromium import ROOT, Server, choose, enter, find_chromium, go, launch, serve, settle

REPEATS = 5
PREVIEWED = 3  # as many unknowns as the page names
WARM_UP = 4  # entries that are not counted
AFTER = 400  # milliseconds of quiet after an entry: longer than the pause after which a live field sends by itself
FERRITINS = ("60", "90")  # with TSAT 25 the first lines and the option rows both differ

BARE = """import streamlit as st

number = st.number_input("Ferritin", value=None)
st.text(f"You typed {number}")
"""
# Streamlit itself, with the time that each run of a script takes written to a file: page or fragment, and milliseconds.
TIMED = """import sys, time
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.web import cli
place, run = sys.argv.pop(1), ScriptRunner._run_script
def timed(self, asked):
    start = time.perf_counter()
    try:
        return run(self, asked)
    finally:
        took = (time.perf_counter() - start) * 1000
        with open(place, "a") as file:
            print("fragment" if asked.fragment_id_queue else "page", took, file=file)
ScriptRunner._run_script = timed
sys.argv[0] = "streamlit"
cli.main()
"""
# Counts the messages of an entry, and notes when the text above and below a heading first and last changed, and when
# anything at all last did.
ENTRY = """([region, split]) => {
  const find = () => region ? [...document.querySelectorAll(region)].filter(e => e.textContent.includes(split)).pop()
    : document.querySelector('[data-testid=stMain]');
  const read = () => {
    if (!box || !box.isConnected) box = find();
    const text = box ? box.textContent : '', at = split ? text.indexOf(split) : 0;
    return [text.slice(0, at), text.slice(at)];
  };
  let box = null, before = read();
  window.entry = null;
  document.addEventListener('keydown', e => {
    if (e.key === 'Enter') window.entry =
      {start: performance.now(), first: {}, whole: {}, last: null, bytes: 0, messages: 0};
  }, true);
  new MutationObserver(() => {
    const entry = window.entry, now = performance.now();
    if (!entry) return;
    const texts = read();
    texts.forEach((text, part) => {
      if (text === before[part]) return;
      entry.first[part] ??= now;
      entry.whole[part] = now;
    });
    entry.last = now;
    before = texts;
  }).observe(document.querySelector('[data-testid=stApp]'), {subtree: true, childList: true, characterData: true});
}"""
COUNT = """if (!window.counted) {
  window.counted = true;
  window.WebSocket = class extends WebSocket {
    constructor(...all) {
      super(...all);
      this.addEventListener('message', e => {
        if (window.entry) { window.entry.messages++; window.entry.bytes += e.data.byteLength || e.data.size || 0; }
      });
    }
  };
}"""
# When the page first held both its field and its answer, from the start of the navigation.
LOADED = """window.shown = null;
new MutationObserver(() => {
  if (window.shown === null && document.querySelector('input[aria-label^="%s"]') && document.body.textContent.includes('%s'))
    window.shown = performance.now();
}).observe(document, {subtree: true, childList: true, characterData: true});"""


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def ninety_fifth(times: Iterable[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def row(what: str, took: float | None, unit: str = "ms", bare: float | None = None, target: str = "") -> None:
    """One line of the table; the target may speak of the time or, with an x, of the ratio."""
    ratio = took / bare if took is not None and bare else None
    verdict = ""
    if target and took is not None:
        measured = ratio if "x" in target else took
        verdict = "met" if measured is not None and measured <= float(target.strip("<= xms")) else "MISSED"
    cells = (
        what,
        "not measured" if took is None else f"{took:.2f} {unit}" if took < 10 else f"{took:.0f} {unit}",
        f"{bare:.0f} {unit}" if bare else "",
        f"{ratio:.2f}x" if ratio else "",
        target,
        verdict,
    )
    print("{:<52}{:>14}{:>11}{:>8}   {:<10}{}".format(*cells).rstrip(), flush=True)


def bench_the_core() -> None:
    knowledge = load_knowledge()
    patients = [read_patient(case.patient, knowledge).patient for case in knowledge.cases]
    results = [assess(patient, knowledge) for patient in patients]
    assessed = [milliseconds(lambda p=p: assess(p, knowledge)) for _ in range(REPEATS) for p in patients]
    previewed = [
        milliseconds(lambda r=r: [preview(r, unknown, knowledge) for unknown in r.unknowns[:PREVIEWED]])
        for _ in range(REPEATS)
        for r in results
    ]
    row(f"assess, median of {len(patients)} case patients", statistics.median(assessed), target="< 1 ms")
    row("assess, 95th percentile", ninety_fifth(assessed))
    row("previews of three unknowns, more", statistics.median(previewed), target="< 20 ms")
    row("previews, 95th percentile", ninety_fifth(previewed))
    row("load_knowledge", statistics.median(milliseconds(load_knowledge) for _ in range(REPEATS)))


def bench_the_script() -> None:
    """The page for one entry after another in this process, with nothing beside it; the tree that AppTest builds included."""
    logging.disable(logging.WARNING)  # Streamlit warns of every run without a server
    app = AppTest.from_file(ROOT / "app.py", default_timeout=60).run()
    state = {"age_years": "58", "diagnosis": "RLS", "tsat_percent": "25", "crcl_ml_min": "64"}
    for name, value in {**state, "kidney_support": "No dialysis", "course": "Chronic persistent"}.items():
        app.session_state[key(name)] = value
    times = []
    for turn in range(WARM_UP + 20):
        app.session_state[key("ferritin_ng_ml")] = FERRITINS[turn % 2]
        times.append(milliseconds(app.run))
    row("consult page in AppTest, nothing beside it", statistics.median(times[WARM_UP:]))


def runs(file: Path, kind: str | None = None, skip: int = 0) -> list[float]:
    """What the timed server has written: milliseconds a run, in order."""
    lines = [line.split() for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
    return [float(took) for what, took in lines[skip:] if kind in (None, what)]


def new_page(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1366, "height": 850}).new_page()
    page.add_init_script(COUNT)
    return page


def ours_ready(browser: Browser, server: Server) -> Page:
    page = go(new_page(browser), server.address)
    for label, text in (("Age", "58"), ("Ferritin", "75"), ("TSAT", "25"), ("CrCl", "64")):
        enter(page, label, text)
    for label, option in (("Diagnosis", "RLS"), ("Dialysis or transplant", "No"), ("Course", "Chronic")):
        choose(page, label, option)
    page.evaluate(ENTRY, ["[data-testid=stColumn]", "Options to weigh"])
    return page


def bare_ready(browser: Browser, server: Server) -> Page:
    page = go(new_page(browser), server.address, until="You typed")
    page.evaluate(ENTRY, ["", ""])
    return page


def one_entry(page: Page, role: str, text: str) -> dict[str, float]:
    """Types, presses Enter at once so that Enter is what sends, and waits until all is quiet again."""
    page.bring_to_front()
    field = page.get_by_role(role, name="Ferritin").first
    field.fill(text)
    page.keyboard.press("Enter")
    settle(page, quiet=AFTER)
    entry = page.evaluate("window.entry")
    page.evaluate("window.entry = null")
    return {
        "answer": max(entry["first"].values()) - entry["start"],
        "whole answer": max(entry["whole"].values()) - entry["start"],
        "parts": len(entry["first"]),
        "last": entry["last"] - entry["start"],
        "kilobytes": entry["bytes"] / 1024,
        "messages": entry["messages"],
    }


def bench_entries(browser: Browser, ours: Server, bare: Server, times: Path, entries: int) -> None:
    app, plain = ours_ready(browser, ours), bare_ready(browser, bare)
    results: dict[str, list[dict[str, float]]] = {"ours": [], "bare": []}
    counted_from = 0
    for turn in range(WARM_UP + entries):
        if turn == WARM_UP:
            counted_from = len(runs(times))
            results = {"ours": [], "bare": []}
        text = FERRITINS[turn % 2]
        results["bare"].append(one_entry(plain, "spinbutton", text))
        results["ours"].append(one_entry(app, "textbox", text))
    scripts = runs(times, skip=counted_from)
    app.context.close()
    plain.context.close()
    if min(entry["parts"] for entry in results["ours"]) < 2:
        print("An entry did not change both the first lines and the option rows: the times below are not the answer's.")

    def median(which: str, what: str) -> float:
        return statistics.median(entry[what] for entry in results[which])

    row(f"script run for an entry, in the server, of {len(scripts)}", statistics.median(scripts), target="< 60 ms")
    row("script run, 95th percentile", ninety_fifth(scripts))
    row(
        f"Enter to first lines and rows changed, of {entries}",
        median("ours", "answer"),
        bare=median("bare", "answer"),
        target="<= 1.3x",
    )
    row("Enter to both complete", median("ours", "whole answer"), bare=median("bare", "whole answer"))
    row("Enter to the last change", median("ours", "last"), bare=median("bare", "last"), target="<= 2x")
    row("sent to the browser for an entry", median("ours", "kilobytes"), unit="kB", bare=median("bare", "kilobytes"))
    row("in messages", median("ours", "messages"), unit="", bare=median("bare", "messages"))


def one_load(browser: Browser, address: str, field: str, answer: str) -> float:
    context = browser.new_context(viewport={"width": 1366, "height": 850})
    page = context.new_page()
    page.add_init_script(LOADED % (field, answer))
    page.goto(address)
    page.wait_for_function("window.shown !== null")
    shown = page.evaluate("window.shown")
    page.wait_for_timeout(AFTER)  # what still runs must not slow the next
    context.close()
    return float(shown)


def bench_loads(browser: Browser, ours: Server, bare: Server, times: Path, loads: int) -> None:
    results: dict[str, list[float]] = {"ours": [], "bare": []}
    counted_from = 0
    for turn in range(1 + loads):
        if turn == 1:  # the first wakes both servers
            counted_from = len(runs(times))
            results = {"ours": [], "bare": []}
        results["bare"].append(one_load(browser, bare.address, "Ferritin", "You typed"))
        results["ours"].append(one_load(browser, ours.address, "Age", "Enter age and diagnosis first"))
    row("script run for a first load, in the server", statistics.median(runs(times, skip=counted_from)))
    row(
        f"first load, form and answer there, of {loads}",
        statistics.median(results["ours"]),
        bare=statistics.median(results["bare"]),
        target="<= 1.3x",
    )


def bench_the_page(entries: int, loads: int, same_settings: bool) -> None:
    with tempfile.TemporaryDirectory() as place, ExitStack() as stack:
        folder, times = Path(place), Path(place) / "times"
        (folder / "bare.py").write_text(BARE, encoding="utf-8")
        if same_settings:
            shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")
        else:  # only the message home goes: it would ask a host outside, and time that
            (folder / ".streamlit").mkdir()
            (folder / ".streamlit" / "config.toml").write_text(
                "[browser]\ngatherUsageStats = false\n", encoding="utf-8"
            )
        ours = stack.enter_context(serve(streamlit=("-c", TIMED, str(times))))
        bare = stack.enter_context(serve(folder / "bare.py", folder, ("-c", TIMED, str(folder / "bare_times"))))
        browser = launch(stack.enter_context(sync_playwright()))
        bench_entries(browser, ours, bare, times, entries)
        bench_loads(browser, ours, bare, times, loads)
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description="What an answer costs.")
    parser.add_argument("--quick", action="store_true", help="fewer entries and loads")
    parser.add_argument("--same-settings", action="store_true", help="give the bare page our settings as well")
    asked = parser.parse_args()
    quick = asked.quick
    busy = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"Python {platform.python_version()}, {os.cpu_count()} processors{busy}\n")
    print(f"{'':<52}{'ours':>14}{'bare page':>11}{'ratio':>8}   target")
    bench_the_core()
    bench_the_script()
    if find_chromium():
        bench_the_page(*((4, 2) if quick else (20, 9)), same_settings=asked.same_settings)
    else:
        print("No Chromium: the script and the browser are not measured. Install it, or name one as CHROMIUM.")


if __name__ == "__main__":
    main()
