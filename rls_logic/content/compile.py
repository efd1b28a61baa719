"""Thresholds, rules and filled texts: what a record's names and numbers come to once every record is known."""

import string
from collections.abc import Mapping
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel

from rls_logic.content.conditions import Asked, LimitUse, Question, Rule
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.shapes import MedicineClass, Term, Threshold
from rls_logic.content.types import When
from rls_logic.content.vocabulary import Confirmation
from rls_logic.content.words import number

M = TypeVar("M", bound=BaseModel)


def takes_questions(classes: Mapping[str, MedicineClass]) -> dict[str, Question]:
    """One question a class of medicines: whether the patient takes one of them."""
    return {f"takes_{group.id}": _takes(group) for group in classes.values()}


def _takes(group: MedicineClass) -> Question:
    fact = f"takes_{group.id}"
    return Question(fact, f"Takes {group.label}", (fact,), (), bool, "data/medicines.toml")


class Compiler:
    """Compiles each question (with the thresholds it is asked with) and each rule once, and notes what was used."""

    def __init__(self, questions: Mapping[str, Question], terms: Mapping[str, Term]) -> None:
        self.questions, self.terms = questions, terms
        self.asked: dict[tuple[object, ...], Asked] = {}
        self.rules: dict[tuple[object, ...], Rule] = {}
        self.used_questions: set[str] = set()
        self.used_terms: set[str] = set()
        self.used_thresholds: set[str] = set()

    @property
    def slots(self) -> int:
        """How many questions and rules are compiled so far; the next one's place."""
        return len(self.asked) + len(self.rules)

    def check_names(self, file: str, place: str, when: When, above: frozenset[str] = frozenset()) -> None:
        """Every name is a question or a term, no term leads back to itself, and a count can be reached."""
        for name in when.names:
            if name in above:
                refuse(file, place, "when", f"'{name}' leads back to itself.", "A term cannot contain itself.")
            if name in self.terms:
                self.check_names(file, place, self.terms[name].when, above | {name})
            elif name not in self.questions:
                known = [*self.questions, *self.terms]
                refuse(file, place, "applies_when", f"no question or term is called '{name}'.", closest(name, known))
        if when.at_least and len(when.any) < when.at_least:
            problem = f"asks for {when.at_least} of {len(when.any)} names."
            refuse(file, place, "at_least", problem, "Lower it or add names to `any`.")


class Scope:
    """Where a record's thresholds are looked up: its own, then its file's, then the shared ones."""

    def __init__(self, compiler: Compiler, file: str, place: str, *layers: Mapping[str, Any]) -> None:
        self.compiler, self.file, self.place, self.layers = compiler, file, place, layers
        self.used: set[str] = set()

    def rule(self, when: When, name: str = "", sentence: str = "") -> Rule:
        self.compiler.check_names(self.file, self.place, when)
        every, some, never = (tuple(self._node(n) for n in part) for part in (when.all, when.any, when.none))
        key = (name, sentence, _slots(every), _slots(some), _slots(never), when.at_least)
        rules = self.compiler.rules
        if key not in rules:
            rules[key] = Rule(name, sentence, every, some, never, when.at_least or 1, self.compiler.slots)
        return rules[key]

    def _node(self, name: str) -> Asked | Rule:
        compiler = self.compiler
        term = compiler.terms.get(name)
        if term:
            compiler.used_terms.add(name)
            return self.rule(term.when, name, self.fill(term.sentence, "sentence"))
        question = compiler.questions[name]
        compiler.used_questions.add(name)
        limits = tuple(self._limit(threshold, name) for threshold in question.threshold_names)
        if (name, limits) not in compiler.asked:
            sentence = question.sentence.format_map({limit.id: number(limit.value) for limit in limits})
            values = {limit.id: limit.value for limit in limits}
            answers = partial(question.function, **values) if limits else question.function
            compiler.asked[name, limits] = Asked(name, sentence, question, limits, answers, compiler.slots)
        return compiler.asked[name, limits]

    def _limit(self, name: str, question: str) -> LimitUse:
        found = next((layer[name] for layer in self.layers if name in layer), None)
        if found is None:
            problem = f"question '{question}' needs threshold '{name}'."
            refuse(self.file, self.place, "applies_when", problem, "Define it with its citation.")
        self.used.add(name)
        self.compiler.used_thresholds.add(name)
        if isinstance(found, Threshold):
            return LimitUse(name, found.value, found.unit, found.cite.source, found.cite.locator, found.confirmed)
        limit, record = found
        cite = getattr(record, "cite", None)
        confirmed = getattr(record, "confirmed", Confirmation.OUR_READING)
        source, locator = (cite.source, cite.locator) if cite else ("ours", "Input checks")
        return LimitUse(name, limit.value, limit.unit, source, locator, confirmed)

    def fill(self, text: str, field: str) -> str:
        """The text with each {threshold_id} in it replaced by its value."""
        try:
            names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
        except ValueError as error:
            problem = f"a brace is left open ({error})."
            refuse(self.file, self.place, field, problem, "Write {threshold_id}, or no brace.")
        values: dict[str, str] = {}
        for name in names:
            found = next((layer[name] for layer in self.layers if name in layer), None)
            if found is None:
                known = [n for layer in self.layers for n in layer]
                refuse(self.file, self.place, field, f"no threshold is called '{{{name}}}'.", closest(name, known))
            values[name] = number((found[0] if isinstance(found, tuple) else found).value)
            self.used.add(name)
        return text.format_map(values) if names else text

    def filled(self, record: M) -> M:
        changed = {
            field: self.fill(value, field)
            for field, value in record.__dict__.items()
            if isinstance(value, str) and ("{" in value or "}" in value)
        }
        return record.model_copy(update=changed) if changed else record

    def check_all_used(self, own: Mapping[str, object]) -> None:
        """Every threshold of the record's own is used by it."""
        for name in own:
            if name not in self.used:
                refuse(self.file, self.place, "thresholds", f"'{name}' is not used by this record.", "Remove it.")


def _slots(nodes: tuple[Asked | Rule, ...]) -> tuple[int, ...]:
    return tuple(node.slot for node in nodes)
