"""How many people each stage of the exercise trial kept: lengths, words and numbers carry it, colour only repeats it."""

import pandas as pd
import plotly.graph_objects as go

from pages.components.charts.base import Chart
from pages.components.marks import ALL, CONTROL, EXERCISE, FAINT
from rls_logic.content.exercise import Trial
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.vocabulary import Nothing

STAGES = ("Randomised", "Began", "Finished")
WHITE = "#ffffff"


def trial_chart(trial: Trial, knowledge: Knowledge) -> Chart:
    never, dropped = trial.randomised - trial.began, trial.began - trial.finished
    figure = go.Figure()
    for colour, lengths in (
        (ALL, [trial.randomised, trial.began, None]),
        (EXERCISE, [None, None, trial.finished_exercise]),
        (CONTROL, [None, None, trial.finished_control]),
    ):
        _bars(figure, lengths, {"color": colour, "line": {"color": WHITE, "width": 1}})
    _bars(figure, [None, never, dropped], {"color": "rgba(0,0,0,0)", "line": {"color": FAINT, "width": 1.5}})
    inside, outside = {"color": WHITE, "size": 14}, {"size": 13}
    beside = trial.began + never / 2
    for x, stage, font, lines in (
        (trial.randomised / 2, "Randomised", inside, [f"{trial.randomised} people"]),
        (trial.began / 2, "Began", inside, [f"{trial.began} people"]),
        (trial.finished_exercise / 2, "Finished", inside, ["exercise", str(trial.finished_exercise)]),
        (
            trial.finished_exercise + trial.finished_control / 2,
            "Finished",
            inside,
            ["control", str(trial.finished_control)],
        ),
        (beside, "Began", outside, [f"{never} never", "began"]),
        (beside, "Finished", outside, [f"{dropped} dropped", "out"]),
    ):
        for line, text in enumerate(lines):
            shift = 9 * (len(lines) - 1) - 18 * line
            figure.add_annotation(x=x, y=stage, yshift=shift, text=text, font=font, showarrow=False)
    _axes(figure, trial.randomised)
    return Chart(figure, finding(trial), table(trial, never, dropped, knowledge))


def _bars(figure: go.Figure, lengths: list[int | None], look: dict[str, object]) -> None:
    figure.add_bar(x=lengths, y=STAGES, orientation="h", hoverinfo="skip", marker=look)


def _axes(figure: go.Figure, people: int) -> None:
    figure.update_xaxes(range=[0, people * 1.01], title_text="people", fixedrange=True, zeroline=False)
    order = {"categoryorder": "array", "categoryarray": STAGES[::-1]}
    figure.update_yaxes(fixedrange=True, automargin=True, ticklabelstandoff=6, **order)
    margin = {"l": 0, "r": 10, "t": 10, "b": 10}
    figure.update_layout(barmode="stack", bargap=0.25, height=280, margin=margin, showlegend=False)


def finding(trial: Trial) -> str:
    return (
        f"Of {trial.randomised} people randomised, {trial.began} began and {trial.finished} finished: "
        f"{trial.finished_exercise} with exercise, {trial.finished_control} in the control group."
    )


def table(trial: Trial, never: int, dropped: int, knowledge: Knowledge) -> pd.DataFrame:
    unknown = knowledge.word(Nothing.NOT_ESTABLISHED)
    return pd.DataFrame(
        {
            "Stage": STAGES,
            "People": [trial.randomised, trial.began, trial.finished],
            "Exercise": [unknown, unknown, str(trial.finished_exercise)],
            "Control": [unknown, unknown, str(trial.finished_control)],
            "Lost on the way": ["", f"{never} never began", f"{dropped} dropped out"],
        }
    )
