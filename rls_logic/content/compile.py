"""Thresholds, rules and filled texts: what a record's names and numbers come to once every record is known."""

import operator
import string
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from rls_logic.content import cited
from rls_logic.content.conditions import Asked, LimitUse, Question, Rule, as_answered
from rls_logic.content.inputs import Input
from rls_logic.content.knowledge import Knowledge
from rls_logic.content.medicines import MedicineClass
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.shapes import (
    MAIN_GUIDANCE,
    Term,
    Threshold,
    Treatment,
    TreatmentClass,
    is_about,
)
from rls_logic.content.types import When
from rls_logic.content.vocabulary import Confirmation
from rls_logic.content.words import number

M = TypeVar("M", bound=BaseModel)
MEDICINES = "medicine_classes.toml"  # a class need not be asked about: it is enough that it is known


def every_question(declared: Mapping[str, Question], *in_data: Iterable[Question]) -> dict[str, Question]:
    """Those declared in Python and those that stand in data/, by name; no name twice."""
    found = dict(declared)
    for question in chain(*in_data):
        if question.name in found:
            problem = f"is also a question of {found[question.name].home}."
            refuse(question.home, "", question.name, problem, "Give it another name.")
        found[question.name] = question
    return found


def questions_of_inputs(inputs: Iterable[Input]) -> Iterable[Question]:
    """Each yes/no field, and each option that has a question."""
    for item in inputs:
        if item.sentence:
            yield _about(item.id, item.sentence, "inputs.toml")
        for option in item.options:
            if option.question and option.sentence:
                chosen = partial(operator.eq, option.value)
                yield Question(option.question, option.sentence, (item.id,), (), chosen, "inputs.toml")


def questions_of_medicines(classes: Iterable[MedicineClass]) -> Iterable[Question]:
    """Whether one of a class is taken, for what reason, and whether one more would be too many."""
    for group in classes:
        yield _about(f"takes_{group.id}", f"Takes {group.label}", MEDICINES)
        for reason in group.for_reasons:
            yield _about(group.for_reason(reason), f"Takes {group.label} for {reason}", MEDICINES)
            besides = f"Takes {group.label} for another reason than {reason}, or for one not said"
            yield _about(group.besides(reason), besides, MEDICINES)
        if group.lingers:
            yield _about(group.ended_lately, f"Ended {group.label} within weeks", MEDICINES)
        if group.one_more:
            yield _about(group.one_more.question, group.one_more.sentence, MEDICINES)


def questions_of_treatments(classes: Iterable[TreatmentClass], treatments: Iterable[Treatment]) -> Iterable[Question]:
    posed = [
        each for group in classes for each in (group.tried, group.failed, group.harmed, group.helping, group.several)
    ]
    for each in (*posed, *(treatment.dose_without_it for treatment in treatments)):
        if each:
            yield _about(each.question, each.sentence, "treatments.toml")


def _about(fact: str, sentence: str, home: str) -> Question:
    return Question(fact, sentence, (fact,), (), as_answered, home)


class Compiler:
    """Compiles each question (with the thresholds it is asked with) and each rule once, and notes what was used."""

    def __init__(self, questions: Mapping[str, Question], terms: Mapping[str, Term]) -> None:
        self.questions, self.terms = questions, terms
        self.asked: dict[tuple[object, ...], Asked] = {}
        self.rules: dict[tuple[object, ...], Rule] = {}
        self.used_questions: set[str] = set()
        self.used_terms: set[str] = set()
        self.used_thresholds: set[str] = set()
        self.rule_of: dict[str, Rule] = {}  # by the id of the record whose condition it is
        self.filled: set[str] = set()  # texts as they were before their thresholds were filled in

    @property
    def slots(self) -> int:
        """How many questions and rules are compiled so far; the next one's place."""
        return len(self.asked) + len(self.rules)

    def records(self, file: str, table: str, records: Iterable[M], *layers: Mapping[str, Any]) -> tuple[M, ...]:
        """The records with their texts filled; the rule of each that has a condition is kept under its id."""
        return tuple(self._record(file, f"{table} '{record.id}'", record, layers) for record in records)  # type: ignore[attr-defined]

    def _record(self, file: str, place: str, record: M, layers: tuple[Mapping[str, Any], ...]) -> M:
        own = {name: (limit, record) for name, limit in getattr(record, "thresholds", {}).items()}
        scope = Scope(self, file, place, own, *layers)
        if when := getattr(record, "applies_when", None):
            self.rule_of[record.id] = scope.rule(when)  # type: ignore[attr-defined]
        filled = scope.filled(record)
        for name in own:
            if name not in scope.used:
                refuse(file, place, "thresholds", f"'{name}' is not used by this record.", "Remove it.")
        return filled

    def check_terms(self, file: str, *layers: Mapping[str, Any]) -> None:
        for term in self.terms.values():
            place = f"terms '{term.id}'"
            if term.id in self.questions:
                refuse(file, place, "id", "is also a question.", "Give the term another name.")
            self.check_names(file, place, term.when, frozenset({term.id}))
            Scope(self, file, place, *layers).fill(term.sentence, "sentence")

    def check_all_used(self, needed: Collection[str], files: Mapping[str, Mapping[str, Threshold]]) -> None:
        """Every question, every term and every threshold is used by some record, or `needed` by a fact; and those are there."""
        for name in needed:
            if name not in files["terms.toml"]:
                refuse("terms.toml", "", name, "a fact compares with this threshold.", "Define it with its citation.")
        for name, question in self.questions.items():
            if name not in self.used_questions and question.home != MEDICINES:
                refuse(question.home, "", name, "no record uses this question.", "Use it or delete it.")
        for name in self.terms:
            if name not in self.used_terms:
                refuse("terms.toml", f"terms '{name}'", "", "no record uses this term.", "Use it or delete it.")
        for file, thresholds in files.items():
            for threshold in thresholds:
                if threshold not in self.used_thresholds and threshold not in needed:
                    place = f"thresholds '{threshold}'"
                    refuse(file, place, "", "no question uses this threshold.", "Use it or delete it.")

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
        must, must_not = self._musts(when)
        for name in sorted(must & must_not):
            problem = f"this can never be true: '{name}' must be yes and no."
            refuse(file, place, "applies_when", problem, "Take one of the two out.")

    def _musts(self, when: When) -> tuple[set[str], set[str]]:
        """Names that are yes whenever the condition is met, and names that are no, as far as its terms show it."""
        must, must_not = set(when.all), set(when.none)
        for term in (self.terms[name].when for name in when.all if name in self.terms):
            yes, no = self._musts(term)
            must, must_not = must | yes, must_not | no
        for term in (self.terms[name].when for name in when.none if name in self.terms):
            if not (term.all or term.none or term.at_least):
                must_not |= set(term.any)
        return must, must_not


class Scope:
    """Where a record's thresholds are looked up: its own, then its file's, then the shared ones."""

    def __init__(self, compiler: Compiler, file: str, place: str, *layers: Mapping[str, Any]) -> None:
        self.compiler, self.file, self.place, self.layers = compiler, file, place, layers
        self.used: set[str] = set()

    def rule(self, when: When, name: str = "", sentence: str = "", *, once_known: bool = False) -> Rule:
        self.compiler.check_names(self.file, self.place, when)
        every, some, never = (tuple(self._node(n) for n in part) for part in (when.all, when.any, when.none))
        key = (name, sentence, _slots(every), _slots(some), _slots(never), when.at_least)
        rules = self.compiler.rules
        if key not in rules:
            slots = self.compiler.slots
            rules[key] = Rule(name, sentence, every, some, never, when.at_least or 1, slots, once_known)
        return rules[key]

    def _node(self, name: str) -> Asked | Rule:
        compiler = self.compiler
        term = compiler.terms.get(name)
        if term:
            compiler.used_terms.add(name)
            sentence = self.fill(term.sentence, "sentence")
            return self.rule(term.when, name, sentence, once_known=term.once_known)
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
                refuse(self.file, self.place, field, f"no threshold is called '{name}'.", closest(name, known))
            values[name] = number((found[0] if isinstance(found, tuple) else found).value)
            self.used.add(name)
        self.compiler.filled.add(text)
        return text.format_map(values) if names else text

    def filled(self, record: M, within: str = "") -> M:
        """The record with every text of its own filled; `within`: where in a larger record it stands."""
        changed = {
            field: self.fill(value, within + field)
            for field, value in record.__dict__.items()
            if isinstance(value, str) and ("{" in value or "}" in value)
        }
        return record.model_copy(update=changed) if changed else record


def _slots(nodes: tuple[Asked | Rule, ...]) -> tuple[int, ...]:
    return tuple(node.slot for node in nodes)


def compiled(
    held: Mapping[str, Mapping[str, Any]],
    declared: Mapping[str, Question],
    needed: Collection[str],
    braced: Mapping[str, str],
    fingerprint: str,
) -> Knowledge:
    """Everything that the files hold, with every rule compiled and every threshold filled in.

    `held`: by pattern and file name. `declared`: the questions that are written in Python. `needed`: the thresholds that
    facts compare with. `braced`: the file of each text that holds a brace.
    """
    one = {pattern: next(iter(files.values())) for pattern, files in held.items()}
    terms = one["terms.toml"]
    questions = every_question(
        declared,
        questions_of_inputs(one["inputs.toml"].inputs.values()),
        questions_of_medicines(one["medicine_classes.toml"].medicine_classes.values()),
        questions_of_treatments(one["treatments.toml"].classes.values(), one["treatments.toml"].treatments.values()),
    )
    compiler = Compiler(questions, terms.terms)
    tables = _filled(held, compiler, terms.thresholds)
    guidance = {f"guidance/{n}.toml": {t.id: t for t in g.thresholds} for n, g in tables["guidance"].items()}
    compiler.check_all_used(needed, {"terms.toml": terms.thresholds} | guidance)
    for text, file in braced.items():
        if text not in compiler.filled:
            refuse(file, "", "", f"nothing fills the brace in '{text[:60]}'.", "Write the number itself, or no brace.")
    knowledge = _knowledge(one, tables, compiler, fingerprint)
    found = cited.everything(knowledge)
    return replace(knowledge, cited=found, waiting=cited.awaiting(found, knowledge.sign_offs))


def _filled(
    held: Mapping[str, Mapping[str, Any]], compiler: Compiler, thresholds: Mapping[str, Threshold]
) -> dict[str, Any]:
    """The tables whose records ask questions or say thresholds, compiled and filled. A guideline's own thresholds come first."""
    guidance = {holds.source.id: holds for holds in held["guidance/*.toml"].values()}
    main = {threshold.id: threshold for threshold in guidance[MAIN_GUIDANCE].thresholds}
    shared = (thresholds, main)
    compiler.check_terms("terms.toml", *shared)

    def records(pattern: str, table: str) -> tuple[Any, ...]:
        files = held[pattern].items()
        found = [r for file, holds in files for r in compiler.records(file, table, getattr(holds, table), *shared)]
        return tuple(sorted(found, key=lambda record: record.order))

    tables: dict[str, Any] = {
        "thresholds": MappingProxyType({**main, **thresholds}),
        "contradictions": records("inputs.toml", "contradictions"),
        "cautions": records("cautions/*.toml", "cautions"),
        "facts": records("facts/*.toml", "facts"),
        "asks": records("asks.toml", "asks"),
        "outside": records("outside.toml", "outside"),
        "aggravators": records("exacerbating.toml", "aggravators"),
    }
    for name, source in guidance.items():
        file, layers = f"guidance/{name}.toml", ({t.id: t for t in source.thresholds}, thresholds)
        update = {
            t: compiler.records(file, t, getattr(source, t), *layers) for t in ("recommendations", "good_practice")
        }
        guidance[name] = source.model_copy(update=update)
    for group in tables["outside"]:
        compiler.check_names("outside.toml", f"outside '{group.id}' > named_by", When(any=group.named_by))
    asked = {}
    for item in held["inputs.toml"]["inputs.toml"].inputs.values():
        scope = Scope(compiler, "inputs.toml", f"inputs '{item.id}'", *shared)
        asked[item.id] = item.model_copy(update={"outcomes": tuple(map(scope.filled, item.outcomes))})
        if item.shown_when:
            compiler.rule_of[f"shown-{item.id}"] = scope.rule(item.shown_when)
    cases = []
    for file, holds in held["cases/*.toml"].items():
        for case in holds.cases:
            scope = Scope(compiler, file, f"cases '{case.id}'", *shared)
            cases.append(case.model_copy(update={"teach": scope.filled(case.teach, "teach.")}) if case.teach else case)
    return tables | {
        "guidance": MappingProxyType(guidance),
        "inputs": MappingProxyType(asked),
        "cases": tuple(cases),
    }


def _knowledge(one: Mapping[str, Any], tables: Mapping[str, Any], compiler: Compiler, fingerprint: str) -> Knowledge:
    """What the files hold, by name: `tables` where records were filled, else as `one` of each file has it."""
    frozen = MappingProxyType
    treatments, medicines = one["treatments.toml"].treatments, one["medicines.csv"].medicines
    guidance, cautions = tables["guidance"], tables["cautions"]
    return Knowledge(
        **tables,
        groups=one["inputs.toml"].groups,
        sources=frozen({**one["sources.toml"].sources, **{name: source.source for name, source in guidance.items()}}),
        treatment_classes=one["treatments.toml"].classes,
        treatments=treatments,
        shared_thresholds=tuple(one["terms.toml"].thresholds.values()),
        terms=one["terms.toml"].terms,
        cautions_about=frozen({t.id: tuple(c for c in cautions if is_about(c.about, t)) for t in treatments.values()}),
        medicine_classes=one["medicine_classes.toml"].medicine_classes,
        medicines=medicines,
        medicine_by_name=frozen({name.casefold(): m for m in medicines for name in (m.name, *m.also)}),
        shifts=frozen({shift.treatment: shift for shift in one["shifts.toml"].shifts}),
        articles=one["claims.toml"].articles,
        claims=one["claims.toml"].claims,
        sign_offs=one["review.toml"].sign_offs,
        rules=frozen(compiler.rule_of),
        slots=compiler.slots,
        words=one["words.toml"].root,
        fingerprint=fingerprint,
        version=one["review.toml"].version,
        effects=one["effects.csv"].effects,
        effect_notes=one["effect_notes.toml"],
        exercise=one["exercise.toml"],
        plain=one["plain.toml"],
        events=one["timeline.toml"].events,
    )
