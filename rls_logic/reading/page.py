"""What is said of something typed: how it was read, what is asked, what was refused. It holds what was typed: never into a log."""

from dataclasses import dataclass, field

from rls_logic.asking.answered import Problem
from rls_logic.content.vocabulary import Slip

LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True, repr=False)
class Notice:
    """How something typed was read, when it was not read exactly as typed. `mend`: what may be done about it; nothing must be."""

    field: str
    message: str
    mend: str = ""


@dataclass(slots=True, repr=False)
class Page:
    """What reading comes to, but for the values. `unfinished`: fields that hold only the beginning of a number."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)

    def refuse(self, name: str, message: str, mend: str) -> None:
        problem = Problem(f"typed-{name}", Slip.TYPED, (name,), message, mend)
        if problem not in self.problems:
            self.problems.append(problem)
        self.unreadable.append(name)

    def say(self, name: str, message: str, mend: str = "") -> None:
        self.notices.append(Notice(name, message, mend))

    def wait(self, name: str) -> None:
        """Nothing is said of it, and nothing is made of it."""
        self.unfinished.append(name)
        self.unreadable.append(name)


def shown(text: str) -> str:
    """What was typed, as a message may repeat it: one short line of signs that print."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}..."
