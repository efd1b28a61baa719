"""Medicine names as they are typed: the listed name that a text begins with, what may stand around it, and what comes close."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from rls_logic.content.knowledge import Knowledge
from rls_logic.reading.text import fold, letters_and_digits

MOST_WORDS = 9  # no listed name has more
CLOSE, VERY_CLOSE, SHORT = 80, 86, 4  # of 100; a short name has to come closer
MOST_OFFERED = 3

NUMBER = r"(?:\d{1,6}(?:[.,]\d{1,6})?|[.,]\d{1,4}|[½¼¾])"
UNIT = r"(?:mgs?|milligrams?|milligrammes?|mcgs?|ug|µg|μg|micrograms?|microgrammes?|g|gm|grams?|iu|units?|u|mls?|%|k|mmol|meq|hrs?|hours?|h)"
PER = r"(?:\s*/\s*(?:\d{1,3}\s*)?(?:mls?|hrs?|h|hours?|days?|d|dose|puff|week|wk|tab|tablet|patch)\b)?"
DOSE = rf"(?:x\s?)?{NUMBER}\s*{UNIT}?(?:\s*[-/x+]\s*{NUMBER}\s*{UNIT}?)*{PER}(?:\s?x)?"
# Words that say how, when or in what form a medicine is taken and never make another of it. Not here: what stands for an added
# ingredient or another product (plus, forte, pm, night, cold, extra, comp) or for another route of iron (iv, infusion, injection).
WORDS = """
tab tabs tablet tablets tabl cap caps capsule capsules caplet caplets patch patches plaster gel cream ointment drops drop spray syrup
solution suspension liquid elixir sachet sachets powder lozenge lozenges film films wafer wafers inhaler puff puffs softgel softgels
gummy gummies pill pills oral orally sublingual sl s/l po p.o. p/o topical transdermal buccal suppository suppositories
er xr xl sr cr mr pr la ir ec dr odt e.r. m.r. s.r. p.r. c.r. x.r. retard modified-release extended-release prolonged-release
sustained-release controlled-release slow-release immediate-release
od bd tds tid qds qid bid qd q.d. b.d. o.d. t.d.s. b.i.d. t.i.d. q.i.d. qhs hs h.s. prn p.r.n. nocte mane om on stat daily nightly weekly
monthly tablet(s) tab(s) cap(s) regular regularly long-term otc m/r s/r p/r x/l t. one two three takes taking currently current = : - – @ → >
hydrochloride hcl hydrobromide maleate tartrate sulfate sulphate besylate besilate mesylate mesilate citrate fumarate succinate acetate
phosphate dihydrochloride dihydrate monohydrate carbonate sodium bitartrate valerate dipropionate
apo teva sandoz mylan ratio pms actavis accord zentiva ratiopharm stada hexal generic generics
""".split()  # noqa: SIM905 - two hundred quoted words could not be read
PHRASES = [
    r"modified release", r"extended release", r"prolonged release", r"sustained release", r"controlled release", r"slow release",
    r"immediate release", r"(?:once|twice) (?:daily|weekly|nightly|monthly)", r"once a (?:day|night|week|month)", r"twice a (?:day|night|week)",
    r"(?:one|two|three|four|half|1|2|3|4)(?: tablets?| tabs?| capsules?| caps?)?(?: times)? (?:a|per|each|every) (?:day|night|week)",
    r"(?:three|four|\d) times (?:a day|daily|per day|a week|weekly)", r"(?:at|@|every|each|per|a) ?(?:night|bedtime|day|morning|evening|noon|lunch|dinner|week)",
    r"in the (?:morning|evening|afternoon)", r"every other (?:day|night)", r"alternate (?:days|nights)", r"q\d{1,2}h", r"every \d{1,2} ?(?:h|hours?|hrs?)",
    r"with (?:food|meals?)", r"before (?:bed|bedtime|food|meals?|sleep)", r"after (?:food|meals?)", r"as (?:needed|required|directed)", r"when (?:needed|required)",
    r"if (?:needed|required)", r"eye drops?", r"ear drops?", r"nasal spray", r"mouth wash", r"(?:one|two|three|four) (?:tablets?|tabs?|capsules?|caps?|puffs?)",
    r"last thing(?: at night)?", r"(?:at )?\d{1,2} ?(?:pm|am)\b", r"24 ?h(?:ours?|rs?|r)?",
]  # fmt: skip
AFTER_A_DOSE = r"(?:pm|am|night|evening|morning|bedtime|lunch|noon)"
AROUND = re.compile(
    rf"[(\[]?(?:{'|'.join(PHRASES)}|{DOSE}(?:\s+{AFTER_A_DOSE})?|{'|'.join(re.escape(w) for w in sorted(WORDS, key=len, reverse=True))})[)\]]?[.,:\-]?(?=\s|$|[)\]])"
)
MARKS = re.compile(r"[®™©℠\"“”]|(?<=\w)\*$|\((?:r|tm)\)", re.IGNORECASE)
NUMBERED = re.compile(r"^\s*(?:[-•·▪◦‣●○>+»]+\s*|\*+\s+|(?:\(?\d{1,2}[.)\]:]|[a-z][.)])\s*(?=[^\W\d]))")
VITAMIN = re.compile(r"(?<![\w-])vit\b\.?\s*", re.IGNORECASE)
GLUED = re.compile(r"(?<=[a-z])-?(?=\d)")
# Two names stand side by side without a sign between them only where neither may be the salt of the other.
SALTS = frozenset({"calcium", "potassium", "magnesium", "sodium", "zinc", "iron"})


def keys_of(knowledge: Knowledge) -> Mapping[str, str]:
    """Every listed name by its letters and digits alone."""
    return {letters_and_digits(name): name for m in knowledge.medicines for name in (*reversed(m.also), m.name)}


HEADING = re.compile(
    r"^(?:current|regular|usual|other|home)?\s*(?:medications?|medicines?|meds|drugs|rx|dh|tx|treatments?)\s*(?::|-\s)\s*(?=\w)",
    re.IGNORECASE,
)


def plain(text: str) -> str:
    """A name without bullet, number, quotes, trade marks and trailing stops."""
    line = NUMBERED.sub("", MARKS.sub(" ", fold(text).text))
    line = HEADING.sub("", line)
    line = VITAMIN.sub("vitamin ", line)
    return " ".join(line.strip(" '\"").rstrip(" .,;:'-").split())


def recognised(text: str, keys: Mapping[str, str]) -> list[str]:
    """The listed names that a plain text is made of, with nothing around them but dose, form, timing, release or salt; else none."""
    whole = keys.get(letters_and_digits(text))
    if whole:
        return [whole]
    words = GLUED.sub(" ", text.casefold()).split()
    return _walk(words, keys, after_name=False) or []


def _walk(words: Sequence[str], keys: Mapping[str, str], after_name: bool) -> list[str] | None:
    """Names first, the longest before shorter ones; [] where only what may stand around a name is left, None where anything else is."""
    if not words:
        return []
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        name = keys.get(letters_and_digits(" ".join(words[:count])))
        if name and not (after_name and letters_and_digits(name) in SALTS):
            rest = _walk(words[count:], keys, after_name=True)
            if rest is not None:
                return [name, *rest]
    line = " ".join(words)
    for found in filter(None, (AROUND.match(line),)):
        taken = len(line[: found.end()].split())
        return _walk(words[taken:], keys, after_name=False if any(c.isdigit() for c in found[0]) else after_name)
    return None


def within(text: str, keys: Mapping[str, str]) -> str | None:
    """The first listed name in a text, whatever stands around it; for an offer, never taken."""
    words = GLUED.sub(" ", text.casefold()).split()
    for start in range(len(words)):
        for count in range(min(MOST_WORDS, len(words) - start), 0, -1):
            key = letters_and_digits(" ".join(words[start : start + count]))
            if len(key) >= SHORT and key in keys:
                return keys[key]
    return None


def only_around(text: str) -> bool:
    """Nothing but dose, form or timing: it belongs to the name before it."""
    words = text.casefold().split()
    return bool(words) and _walk(words, {}, after_name=False) == []


def bare(text: str) -> str:
    """A text without the doses, forms and timings in it."""
    words, kept = GLUED.sub(" ", text.casefold()).split(), []
    while words:
        found = AROUND.match(" ".join(words))
        taken = len(" ".join(words)[: found.end()].split()) if found else 1
        kept += [] if found else words[:1]
        words = words[taken:]
    return " ".join(kept)


def close_to(text: str, keys: Mapping[str, str]) -> list[str]:
    """Listed names that may have been meant, the closest first. They are offered, never taken."""
    named = within(text, keys)
    if named:
        return [named]
    base = bare(text)
    tries = dict.fromkeys(letters_and_digits(each) for each in (base, text, base.split(" ")[0]))
    scores: dict[str, float] = {}
    for key in tries:
        if len(key) > 2:  # noqa: PLR2004 - two letters are close to anything
            limit = VERY_CLOSE if len(key) < SHORT else CLOSE
            for found, score, _ in process.extract(key, keys.keys(), scorer=fuzz.ratio, score_cutoff=limit, limit=5):
                scores[keys[found]] = max(score, scores.get(keys[found], 0))
    best = sorted(scores, key=lambda name: (-scores[name], name))
    return [name for name in best if scores[name] >= scores[best[0]] - 6][:MOST_OFFERED]


# For pickers


def treatment_names(knowledge: Knowledge) -> Mapping[str, str]:
    """Treatment id by every name that it goes by: its own, its generic's and each brand's."""
    found = {name: m.treatment for m in knowledge.medicines if m.treatment for name in (m.name, *m.also)}
    own = {name: t.id for t in knowledge.treatments.values() for name in (t.short, t.name)}
    return {**found, **own}


def treatment_by_name(typed: str, knowledge: Knowledge) -> str | None:
    """The treatment that a brand or a generic name stands for, with or without dose and form."""
    key = letters_and_digits(plain(typed))
    own = {letters_and_digits(name): t.id for t in knowledge.treatments.values() for name in (t.name, t.short)}
    if key in own:
        return own[key]
    names = recognised(plain(typed), knowledge.medicine_by_key)
    found = {knowledge.medicine_by_name[name.casefold()].treatment for name in names}
    return found.pop() if len(found) == 1 else None


def matches(typed: str, names: Iterable[str]) -> list[str]:
    """The names for what is typed: exactly it, then those that begin with it, then with a word that does, then that contain it."""
    key, exact = letters_and_digits(plain(typed)), typed.strip().casefold()
    ranked = []
    for name in names if key else ():
        said = letters_and_digits(name)
        if key not in said:
            continue
        words = fold(name).text.casefold().replace("-", " ").replace("/", " ").split()
        inside = any(letters_and_digits(" ".join(words[n:])).startswith(key) for n in range(1, len(words)))
        same = name.casefold() == exact
        ranked.append(
            (
                -1 if same else 0 if said == key else 1 if said.startswith(key) else 2 if inside else 3,
                name.casefold(),
                name,
            )
        )
    return [name for *_, name in sorted(ranked)]
