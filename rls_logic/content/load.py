"""Reads data/ and refuses to start on anything that is not whole: the message names file, record, field and mend."""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from rls_logic.content import shapes as k
from rls_logic.content.cited import entries
from rls_logic.content.compile import Compiler, Scope, takes_questions
from rls_logic.content.conditions import Question, Rule
from rls_logic.content.knowledge import Knowledge, is_about
from rls_logic.content.refusal import closest, refuse
from rls_logic.content.types import About, Cite
from rls_logic.content.vocabulary import KINDS, Effect, Verdict, Voice

M = TypeVar("M", bound=BaseModel)

Folder = Path
DATA = Path(__file__).resolve().parents[2] / "data"

# Which tables each file holds; `guidance/*.toml` are one `Guidance` each.
TABLES: Mapping[str, Mapping[str, type[BaseModel]]] = {
    "inputs.toml": {"groups": k.Group, "inputs": k.Input, "contradictions": k.Contradiction},
    "sources.toml": {"sources": k.Source},
    "treatments.toml": {"classes": k.TreatmentClass, "treatments": k.Treatment},
    "terms.toml": {"thresholds": k.Threshold, "terms": k.Term},
    "cautions.toml": {"cautions": k.Caution},
    "facts.toml": {"facts": k.Fact},
    "exacerbating.toml": {"aggravators": k.Aggravator},
    "medicines.toml": {"classes": k.MedicineClass, "medicines": k.Medicine},
    "shifts.toml": {"shifts": k.Shift},
    "claims.toml": {"articles": k.Article, "claims": k.Claim},
    "review.toml": {"sign_offs": k.SignOff},
}
GUIDANCE_TABLES: Mapping[str, type[BaseModel]] = {
    "grades": k.Grade,
    "thresholds": k.Threshold,
    "good_practice": k.GoodPractice,
    "recommendations": k.Recommendation,
}
MAIN_GUIDANCE = "aasm_2025"


def load(folder: Path, declared: Mapping[str, Question], patient: type[BaseModel]) -> Knowledge:
    """Everything in `folder`, checked and compiled. `declared`: the questions that records may ask; `patient`: what they are about.

    Raises DataError, whose message names file, record, field and mend, on the first thing that is wrong.
    """
    # One loader for every file comes next: these five still have their own.
    from rls_logic.content import cases, cited, effects, exercise, plain, timeline  # noqa: PLC0415 - they build on this module

    core = _Loader(folder, declared, patient).knowledge()
    whole = replace(
        core,
        cases=cases.load_cases(core, patient, folder),
        effects=effects.load_effects(core, folder),
        effect_notes=effects.load_effect_notes(core, folder),
        exercise=exercise.load_exercise(core, folder),
        plain=plain.load_plain(core, folder),
        events=timeline.load_timeline(core, folder),
    )
    found = cited.everything(whole)
    return replace(whole, cited=found, waiting=cited.awaiting(found, whole.sign_offs))


def read_toml(path: Path, folder: Path) -> dict[str, Any]:
    name = path.relative_to(folder).as_posix()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        refuse(name, "", "", "the file is missing.", "Restore it from the repository.")
    except UnicodeDecodeError:
        refuse(name, "", "", "the file is not UTF-8 text.", "Save it as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        refuse(
            name,
            "",
            "",
            f"this is not valid TOML ({error}).",
            "A key may stand only once in a table, texts need quotes.",
        )


def named(raw: object, position: int) -> str:
    if isinstance(raw, dict):
        label = raw.get("id") or raw.get("name") or raw.get("record") or raw.get("treatment")
        if label:
            return f"'{label}'"
    return f"record {position}"


def parse(model: type[M], raw: object, file: str, table: str, position: int) -> M:
    record = f"{table} {named(raw, position)}"
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        found = error.errors(include_url=False)
        first = next((e for e in found if e["type"] == "extra_forbidden"), found[0])
        field = ".".join(str(part) for part in first["loc"])
        last = str(first["loc"][-1]) if first["loc"] else ""
        match first["type"]:
            case "extra_forbidden":
                fields = fields_at(model, first["loc"][:-1])
                mend = closest(last, fields) + f" The fields are: {', '.join(fields)}."
                refuse(file, record, field, "is not a field here.", mend)
            case "missing":
                refuse(file, record, field, "is missing.", "Every record needs it.")
            case _:
                refuse(file, record, field, f"{first['msg']}.", f"It reads {first['input']!r}.")


def fields_at(model: type[BaseModel], path: tuple[int | str, ...]) -> tuple[str, ...]:
    """The fields of the model that a path of keys leads to inside `model`."""
    here = model
    for step in path:
        annotation = here.model_fields[step].annotation if isinstance(step, str) and step in here.model_fields else None
        parts = (annotation, *get_args(annotation))
        here = next((part for part in parts if isinstance(part, type) and issubclass(part, BaseModel)), here)
    return tuple(here.model_fields)


def in_order(records: Iterable[M]) -> tuple[M, ...]:
    """By rank where records have one, then by name: never by their place in the file."""

    def place(record: M) -> tuple[int, str]:
        name = getattr(record, "id", None) or getattr(record, "name", None) or getattr(record, "record", "")
        return getattr(record, "rank", 0), str(name)

    return tuple(sorted(records, key=place))


def with_source(record: M, source: str) -> M:
    """A guidance record with its file's own source written into its citation."""
    cite: Cite = record.cite  # type: ignore[attr-defined]
    return record if cite.source else record.model_copy(update={"cite": cite.model_copy(update={"source": source})})


class _Loader:
    def __init__(self, folder: Path, declared: Mapping[str, Question], patient: type[BaseModel]) -> None:
        self.folder, self.declared, self.patient = folder, declared, patient

    def tables(self, file: str) -> dict[str, tuple[Any, ...]]:
        path = self.folder / file
        raw = read_toml(path, self.folder)
        shape = TABLES[file]
        loose = {"version"} if file == "review.toml" else set()
        for key in raw:
            if key not in shape and key not in loose:
                refuse(
                    file,
                    "",
                    key,
                    "is not a table of this file.",
                    f"{closest(key, shape)} The tables are: {', '.join(shape)}.",
                )
        for table in shape:
            if not isinstance(raw.get(table, []), list):
                refuse(file, "", table, "must be a list of tables.", f"Write each record under [[{table}]].")
        if loose:
            self.version = str(raw.get("version", ""))
            if not self.version:
                refuse(file, "", "version", "is missing.", 'Give the content version, such as version = "2026.11".')
        return {
            table: in_order(parse(model, item, file, table, n) for n, item in enumerate(raw.get(table, []), 1))
            for table, model in shape.items()
        }

    def by_id(self, file: str, table: str, records: Iterable[Any], taken: dict[str, str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for record in records:
            if record.id in taken:
                refuse(
                    file,
                    f"{table} '{record.id}'",
                    "id",
                    f"is already used in {taken[record.id]}.",
                    "Give each record its own id.",
                )
            taken[record.id] = file
            found[record.id] = record
        return found

    def knowledge(self) -> Knowledge:
        raw = {file: self.tables(file) for file in TABLES}
        records: dict[str, str] = {}
        own: dict[str, dict[str, str]] = {}

        def keyed(file: str, table: str, shared: bool = True) -> dict[str, Any]:
            taken = records if shared else own.setdefault(f"{file}/{table}", {})
            return self.by_id(file, table, raw[file][table], taken)

        self.groups = keyed("inputs.toml", "groups", False)
        self.inputs = keyed("inputs.toml", "inputs", False)
        contradictions = keyed("inputs.toml", "contradictions")
        self.sources: dict[str, k.Source] = keyed("sources.toml", "sources", False)
        self.treatment_classes = keyed("treatments.toml", "classes", False)
        self.treatments: dict[str, k.Treatment] = keyed("treatments.toml", "treatments", False)
        self.shared_thresholds: dict[str, k.Threshold] = keyed("terms.toml", "thresholds", False)
        self.terms: dict[str, k.Term] = keyed("terms.toml", "terms", False)
        cautions = keyed("cautions.toml", "cautions")
        facts = keyed("facts.toml", "facts")
        aggravators = keyed("exacerbating.toml", "aggravators")
        self.medicine_classes = keyed("medicines.toml", "classes", False)
        medicines: tuple[k.Medicine, ...] = raw["medicines.toml"]["medicines"]
        questions = dict(self.declared) | takes_questions(self.medicine_classes)
        compiler = Compiler(questions, self.terms)
        articles: dict[str, k.Article] = keyed("claims.toml", "articles", False)
        claims: dict[str, k.Claim] = keyed("claims.toml", "claims")
        shifts: tuple[k.Shift, ...] = raw["shifts.toml"]["shifts"]
        guidance = self.guidance(records)

        self.check_inputs()
        for term in self.terms.values():
            if term.id in questions:
                refuse("terms.toml", f"terms '{term.id}'", "id", "is also a question.", "Give the term another name.")
            compiler.check_names("terms.toml", f"terms '{term.id}'", term.when, frozenset({term.id}))
        main = {t.id: t for t in guidance[MAIN_GUIDANCE].thresholds}
        for term in self.terms.values():
            scope = Scope(compiler, "terms.toml", f"terms '{term.id}'", self.shared_thresholds, main)
            scope.fill(term.sentence, "sentence")
        rules: dict[str, Rule] = {}

        def compile_all(
            file: str, table: str, items: dict[str, Any], scopes: tuple[Mapping[str, Any], ...]
        ) -> dict[str, Any]:
            done = {}
            for item in items.values():
                place = f"{table} '{item.id}'"
                local = {n: (limit, item) for n, limit in getattr(item, "thresholds", {}).items()}
                scope = Scope(compiler, file, place, local, *scopes)
                rules[item.id] = scope.rule(item.applies_when)
                done[item.id] = scope.filled(item)
                scope.check_all_used(local)
            return done

        shared = (self.shared_thresholds, main)
        contradictions = compile_all("inputs.toml", "contradictions", contradictions, shared)
        cautions = compile_all("cautions.toml", "cautions", cautions, shared)
        facts = compile_all("facts.toml", "facts", facts, shared)
        aggravators = compile_all("exacerbating.toml", "aggravators", aggravators, shared)
        for name, source in guidance.items():
            file = f"guidance/{name}.toml"
            own_thresholds = {t.id: t for t in source.thresholds}
            compiled = compile_all(
                file,
                "recommendations",
                {r.id: r for r in source.recommendations},
                (own_thresholds, self.shared_thresholds),
            )
            layers = (own_thresholds, self.shared_thresholds)
            practice = tuple(
                Scope(compiler, file, f"good_practice '{g.id}'", *layers).filled(g) for g in source.good_practice
            )
            guidance[name] = source.model_copy(
                update={"recommendations": tuple(compiled.values()), "good_practice": practice}
            )
        inputs = {}
        for item in self.inputs.values():
            scope = Scope(compiler, "inputs.toml", f"inputs '{item.id}'", *shared)
            inputs[item.id] = item.model_copy(update={"outcomes": tuple(scope.filled(o) for o in item.outcomes)})

        self.check_references(guidance, cautions, facts, aggravators, contradictions, medicines)
        self.check_shifts(shifts)
        self.check_claims(articles, claims)
        self.check_all_used(guidance, compiler)
        digest = hashlib.sha256()
        for path in sorted(path for kind in ("*.toml", "*.csv") for path in self.folder.rglob(kind)):
            digest.update(path.relative_to(self.folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
        freeze = MappingProxyType
        whole = Knowledge(
            inputs=freeze(inputs),
            groups=freeze(self.groups),
            contradictions=tuple(contradictions.values()),
            sources=freeze(self.sources),
            treatment_classes=freeze(self.treatment_classes),
            treatments=freeze(self.treatments),
            guidance=freeze(guidance),
            thresholds=freeze(main | self.shared_thresholds),
            shared_thresholds=tuple(self.shared_thresholds.values()),
            terms=freeze(self.terms),
            cautions=tuple(cautions.values()),
            cautions_about=freeze(
                {t.id: tuple(c for c in cautions.values() if is_about(c.about, t)) for t in self.treatments.values()}
            ),
            facts=tuple(facts.values()),
            aggravators=tuple(aggravators.values()),
            medicine_classes=freeze(self.medicine_classes),
            medicines=medicines,
            medicine_by_name=freeze(self.medicine_names(medicines)),
            shifts=freeze({shift.treatment: shift for shift in shifts}),
            articles=freeze(articles),
            claims=tuple(sorted(claims.values(), key=lambda claim: (claim.article, claim.number))),
            sign_offs=raw["review.toml"]["sign_offs"],
            rules=freeze(rules),
            slots=compiler.slots,
            words=self.words(),
            fingerprint=digest.hexdigest()[:12],
            version=self.version,
        )
        self.check_sign_offs(whole)
        return whole

    def words(self) -> Mapping[str, Mapping[str, str]]:
        """words.toml: every table belongs to a closed list and names each of its members, but for a second way to say some."""
        file, found = "words.toml", {}
        for table, said in read_toml(self.folder / file, self.folder).items():
            kind = next((kind for name, kind in KINDS.items() if table == name), None)
            base = kind or next((k for name, k in KINDS.items() if table.startswith(f"{name}_")), None)
            if base is None:
                refuse(file, table, "", "is no list of words.", closest(table, KINDS))
            if not isinstance(said, dict):
                refuse(file, table, "", "is no table.", f"Write it as [{table}].")
            members = [member.value for member in base]
            for name, text in said.items():
                if name not in members:
                    refuse(file, table, name, "is no member of this list.", closest(name, members))
                if not isinstance(text, str) or not text.strip():
                    refuse(file, table, name, "is no text.", "Write what it is called on screen.")
            for name in members if kind else ():
                if name not in said:
                    refuse(file, table, name, "is missing.", "Every member has its words.")
            found[table] = MappingProxyType(said)
        return MappingProxyType(found)

    def guidance(self, records: dict[str, str]) -> dict[str, k.Guidance]:
        found: dict[str, k.Guidance] = {}
        for path in sorted((self.folder / "guidance").glob("*.toml")):
            file = path.relative_to(self.folder).as_posix()
            raw = read_toml(path, self.folder)
            for table, model in GUIDANCE_TABLES.items():
                items = raw.get(table, [])
                for position, item in enumerate(items if isinstance(items, list) else [], 1):
                    parse(model, item, file, table, position)
            source = parse(k.Guidance, raw, file, "guidance", 1)
            if source.source.id != path.stem:
                refuse(
                    file, "source", "id", f"is '{source.source.id}'.", f"It must be the file's own name, '{path.stem}'."
                )
            if (source.voice is Voice.MAIN) != (path.stem == MAIN_GUIDANCE):
                mend = f"Only {MAIN_GUIDANCE} is the main guidance."
                refuse(file, "", "voice", f"is '{source.voice}'.", mend)
            if source.source.year is None:
                refuse(file, "source", "year", "is missing.", "Sources are lined up by year.")
            if source.source.id in self.sources:
                refuse(
                    "sources.toml",
                    f"sources '{path.stem}'",
                    "id",
                    f"is already the source of {file}.",
                    "Keep it in one place.",
                )
            own_thresholds: dict[str, str] = {}
            self.by_id(file, "thresholds", source.thresholds, own_thresholds)
            records.update((f"{path.stem}-{threshold}", file) for threshold in own_thresholds)
            self.by_id(file, "grades", source.grades, records)
            self.by_id(file, "good_practice", source.good_practice, records)
            self.by_id(file, "recommendations", source.recommendations, records)
            self.sources[path.stem] = source.source
            found[path.stem] = source.model_copy(
                update={
                    "thresholds": tuple(with_source(t, path.stem) for t in source.thresholds),
                    "grades": tuple(with_source(g, path.stem) for g in in_order(source.grades)),
                    "good_practice": tuple(with_source(g, path.stem) for g in in_order(source.good_practice)),
                    "recommendations": tuple(
                        with_source(r, path.stem) for r in sorted(source.recommendations, key=lambda r: r.number)
                    ),
                }
            )
        if MAIN_GUIDANCE not in found:
            refuse(f"guidance/{MAIN_GUIDANCE}.toml", "", "", "the file is missing.", "Restore it from the repository.")
        return found

    def check_inputs(self) -> None:
        asked, fields = set(self.inputs), set(self.patient.model_fields) - {"unreadable"}
        for extra in sorted(asked - fields):
            refuse("inputs.toml", f"inputs '{extra}'", "id", "is no field of Patient.", closest(extra, fields))
        for left in sorted(fields - asked):
            refuse(
                "inputs.toml", "", left, "is a field of Patient without an input record.", "Add its [[inputs]] record."
            )
        for item in self.inputs.values():
            place = f"inputs '{item.id}'"
            if item.group not in self.groups:
                refuse("inputs.toml", place, "group", f"'{item.group}' is unknown.", closest(item.group, self.groups))
            if item.kind == "number" and None in (item.unit, item.minimum, item.maximum, item.range_reason):
                refuse(
                    "inputs.toml",
                    place,
                    "kind",
                    "a number needs unit, minimum, maximum and range_reason.",
                    "Add what is missing.",
                )
            if item.kind == "number" and (item.minimum or 0) >= (item.maximum or 0):
                refuse("inputs.toml", place, "minimum", "is not below the maximum.", "Swap or correct them.")
            if item.kind == "choice" and not item.options:
                refuse("inputs.toml", place, "options", "a choice needs options.", "List them.")
            self.check_options(item, place)
            for outcome in item.outcomes:
                for field in outcome.set:
                    if field not in fields:
                        refuse(
                            "inputs.toml",
                            place,
                            "outcomes",
                            f"'{field}' is no field of Patient.",
                            closest(field, fields),
                        )

    def check_options(self, item: k.Input, place: str) -> None:
        """The options of a choice are those that Patient takes, and every outcome is a value that it takes."""
        taken = {value for part in get_args(self.patient.model_fields[item.id].annotation) for value in get_args(part)}
        offered = {option.value for option in item.options}
        if item.kind == "choice" and taken and all(isinstance(value, str) for value in taken):
            for extra in sorted(offered - taken):
                refuse("inputs.toml", place, "options", f"Patient does not take '{extra}'.", closest(extra, taken))
            for left in sorted(taken - offered):
                refuse("inputs.toml", place, "options", f"'{left}' is left out.", "Patient takes it: add its option.")
        for outcome in item.outcomes:
            known = {field: value for field, value in outcome.set.items() if field in self.patient.model_fields}
            try:
                self.patient.model_validate(known)
            except ValidationError as error:
                first = error.errors(include_url=False, include_input=False)[0]
                refuse("inputs.toml", place, "outcomes", f"Patient does not take this: {first['msg']}.", "Correct it.")

    def check_references(
        self,
        guidance: Mapping[str, k.Guidance],
        cautions: Mapping[str, k.Caution],
        facts: Mapping[str, k.Fact],
        aggravators: Mapping[str, k.Aggravator],
        contradictions: Mapping[str, k.Contradiction],
        medicines: tuple[k.Medicine, ...],
    ) -> None:
        for treatment in self.treatments.values():
            place = f"treatments '{treatment.id}'"
            self.known("treatments.toml", place, "cite.source", treatment.cite.source, self.sources)
            self.known("treatments.toml", place, "part_of", treatment.part_of, self.treatments)
            self.known("treatments.toml", place, "stands_for", treatment.stands_for, self.treatment_classes)
            for group in treatment.classes:
                self.known("treatments.toml", place, "classes", group, self.treatment_classes)
        for shared in [*self.shared_thresholds.values(), *self.terms.values()]:
            self.known("terms.toml", f"'{shared.id}'", "cite.source", shared.cite.source, self.sources)
        for caution in cautions.values():
            place = f"cautions '{caution.id}'"
            self.known("cautions.toml", place, "cite.source", caution.cite.source, self.sources)
            self.about("cautions.toml", place, caution.about)
            if not (caution.about.treatments or caution.about.classes):
                refuse("cautions.toml", place, "about", "names no treatment.", "Name treatments or classes.")
            if caution.effect is not Effect.MENTION and not caution.check:
                refuse(
                    "cautions.toml",
                    place,
                    "check",
                    "is missing.",
                    "Say in two to four words what to check while it is unknown.",
                )
            if (caution.effect is Effect.NOT_NOW) != bool(caution.until):
                refuse(
                    "cautions.toml", place, "until", "goes with effect not_now, and only with it.", "Add or remove it."
                )
        for fact in facts.values():
            place = f"facts '{fact.id}'"
            self.known("facts.toml", place, "cite.source", fact.cite.source, self.sources)
            self.about("facts.toml", place, fact.about)
        for aggravator in aggravators.values():
            self.known(
                "exacerbating.toml",
                f"aggravators '{aggravator.id}'",
                "cite.source",
                aggravator.cite.source,
                self.sources,
            )
        for contradiction in contradictions.values():
            for field in contradiction.fields:
                self.known("inputs.toml", f"contradictions '{contradiction.id}'", "fields", field, self.inputs)
        self.check_guidance_references(guidance)
        for medicine in medicines:
            place = f"medicines '{medicine.name}'"
            self.known("medicines.toml", place, "treatment", medicine.treatment, self.treatments)
            for group in medicine.classes:
                self.known("medicines.toml", place, "classes", group, self.medicine_classes)

    def check_sign_offs(self, whole: Knowledge) -> None:
        """Every name that the review page shows can be signed off, and no other."""
        names = {*(entry.name for entry in entries(whole)), *self.names_beside()}
        for sign_off in whole.sign_offs:
            self.known("review.toml", f"sign_offs '{sign_off.record}'", "record", sign_off.record, names)

    def names_beside(self) -> Iterator[str]:
        """The records of the files that have a loader of their own, such as the timeline."""
        for path in sorted(self.folder.glob("*.toml")):
            tables = read_toml(path, self.folder).values() if path.name not in TABLES else ()
            for table in tables:
                records = table if isinstance(table, list) else [table]
                yield from (str(record["id"]) for record in records if isinstance(record, dict) and "id" in record)

    def check_shifts(self, shifts: tuple[k.Shift, ...]) -> None:
        seen: set[str] = set()
        for shift in shifts:
            place = f"shifts '{shift.treatment}'"
            self.known("shifts.toml", place, "treatment", shift.treatment, self.treatments)
            if shift.treatment in seen:
                refuse("shifts.toml", place, "treatment", "is there twice.", "Keep one record a treatment.")
            seen.add(shift.treatment)
            if not shift.reasons:
                refuse("shifts.toml", place, "reasons", "is empty.", "Give at least one reason with its source.")
            for reason in shift.reasons:
                self.known("shifts.toml", place, "reasons.cite.source", reason.cite.source, self.sources)

    def check_claims(self, articles: Mapping[str, k.Article], claims: Mapping[str, k.Claim]) -> None:
        for claim in claims.values():
            place = f"claims '{claim.id}'"
            self.known("claims.toml", place, "article", claim.article, articles)
            for treatment in claim.treatments:
                self.known("claims.toml", place, "treatments", treatment, self.treatments)
            for cite in claim.evidence:
                self.known("claims.toml", place, "evidence.source", cite.source, self.sources)
            if claim.verdict is Verdict.SUPPORTED and not claim.evidence:
                refuse("claims.toml", place, "evidence", "is empty.", "A supported claim names what supports it.")

    def check_guidance_references(self, guidance: Mapping[str, k.Guidance]) -> None:
        for name, source in guidance.items():
            file = f"guidance/{name}.toml"
            self.about(file, "", source.about)
            for record in source.recommendations:
                place = f"recommendations '{record.id}'"
                self.known(file, place, "treatment", record.treatment, self.treatments)
                self.known(file, place, "over", record.over, self.treatments)
                rated = {"strength", "certainty"} if record.strength or record.certainty else {"grade"}
                if rated != record.confirmed.levels.keys() - {"direction", "condition"}:
                    mend = f"Beside direction and condition it has {' and '.join(sorted(rated))}."
                    refuse(file, place, "confirmed", "does not match what the record rates.", mend)
                printed = f"{record.strength}, {record.certainty}".replace("_", " ")
                if record.strength and record.certainty and record.as_printed != printed:
                    mend = f"With its strength and certainty it is '{printed}'."
                    refuse(file, place, "as_printed", f"reads '{record.as_printed}'.", mend)
                self.known(file, place, "cite.source", record.cite.source, self.sources)
            for item in (*source.grades, *source.good_practice, *source.thresholds):
                self.known(file, f"'{item.id}'", "cite.source", item.cite.source, self.sources)

    def known(self, file: str, place: str, field: str, name: str | None, among: Iterable[str]) -> None:
        if name is not None and name not in among:
            refuse(file, place, field, f"'{name}' is unknown.", closest(name, among))

    def about(self, file: str, place: str, about: About) -> None:
        for treatment in (*about.treatments, *about.not_treatments):
            self.known(file, place, "about.treatments", treatment, self.treatments)
        for group in about.classes:
            self.known(file, place, "about.classes", group, self.treatment_classes)

    def medicine_names(self, medicines: tuple[k.Medicine, ...]) -> dict[str, k.Medicine]:
        names: dict[str, k.Medicine] = {}
        for medicine in medicines:
            for name in (medicine.name, *medicine.also):
                key = name.casefold()
                if key in names:
                    place = f"medicines '{medicine.name}'"
                    refuse(
                        "medicines.toml",
                        place,
                        "also",
                        f"'{name}' is already a name of '{names[key].name}'.",
                        "Keep it once.",
                    )
                names[key] = medicine
        return names

    def check_all_used(self, guidance: Mapping[str, k.Guidance], compiler: Compiler) -> None:
        for name, question in self.declared.items():
            if name not in compiler.used_questions:
                refuse(question.home, "", name, "no record uses this question.", "Use it or delete it.")
        for name in self.terms:
            if name not in compiler.used_terms:
                refuse("terms.toml", f"terms '{name}'", "", "no record uses this term.", "Use it or delete it.")
        files = {"terms.toml": tuple(self.shared_thresholds.values())}
        files |= {f"guidance/{name}.toml": source.thresholds for name, source in guidance.items()}
        engine = {"no_dialysis_floor_ml_min", "adult_age"}
        for file, thresholds in files.items():
            for threshold in thresholds:
                if threshold.id not in compiler.used_thresholds | engine:
                    refuse(
                        file,
                        f"thresholds '{threshold.id}'",
                        "",
                        "no question uses this threshold.",
                        "Use it or delete it.",
                    )
