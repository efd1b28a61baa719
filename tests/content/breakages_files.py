"""What can be wrong with a file itself, whichever it is: not there, no file, no text, no TOML."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rls_logic.content.load import LARGEST_FILE
from tests.content.edits import Breakage, Edit

# One of each kind of place: alone, in a folder, as CSV.
FILES = ("inputs.toml", "guidance/mayo_2021.toml", "cases/simple.toml", "effects.csv", "medicines.csv", "review.toml")


def instead(make: Callable[[Path], Any]) -> Callable[[str], Edit]:
    """Something else in the place of a file."""

    def edit(file: str) -> Edit:
        def replaced(data: Path) -> None:
            (data / file).unlink()
            make(data / file)

        return replaced

    return edit


def rewritten(change: Callable[[bytes], bytes]) -> Callable[[str], Edit]:
    return lambda file: lambda data: (data / file).write_bytes(change((data / file).read_bytes()))


TOML_ONLY: Mapping[str, tuple[Callable[[str], Edit], str]] = {
    "with a mark before it": (rewritten(lambda data: b"\xef\xbb\xbf" + data), "the file begins with a byte order mark. Remove the BOM"),
    "cut in the middle of a text": (rewritten(lambda data: data[: data.rindex(b'"')]), "this is not valid TOML"),
    "with an open bracket": (rewritten(lambda data: b"x = [" + data), "this is not valid TOML"),
    "nested without end": (rewritten(lambda data: data + b"\nx = " + b"[" * 5000 + b"]" * 5000), "this is nested too deeply. Close each bracket"),
    "with tables nested without end": (rewritten(lambda data: data + b"\nx = " + b"{a=" * 5000 + b"1" + b"}" * 5000), "this is nested too deeply."),
    "with a number without end": (rewritten(lambda data: b"x = " + b"9" * 5000 + b"\n" + data), "this is not valid TOML"),
    "with a day that is none": (rewritten(lambda data: b"x = 2026-13-45\n" + data), "this is not valid TOML"),
    "with a key twice": (rewritten(lambda data: b"x = 1\nx = 2\n" + data), "A key may stand only once"),
    "with another key": (rewritten(lambda data: b"x = 1\n" + data), "x: is not a table of this file."),
    "of comments only": (rewritten(lambda data: b"# later\n"), "is missing."),
}  # fmt: skip
CSV_ONLY: Mapping[str, tuple[Callable[[str], Edit], str]] = {
    "with a quote left open": (rewritten(lambda data: data + b'"x'), "this is not valid CSV"),
    "with a row cut short": (rewritten(lambda data: data + b"x\n"), "row 'x': has 1 cells instead of"),
    "with an empty row": (rewritten(lambda data: data + b"\n\n"), "has 0 cells instead of"),
    "with the columns of another": (rewritten(lambda data: b"a,b\n" + data), "header > a: is no column here."),
    "of columns only": (rewritten(lambda data: data[: data.index(b"\n") + 1]), "holds no record."),
    "with another separator": (rewritten(lambda data: data.replace(b",", b";", 4)), "is no column here."),
}  # fmt: skip
ANY: Mapping[str, tuple[Callable[[str], Edit], str]] = {
    "missing": (lambda file: lambda data: (data / file).unlink(), "the file is missing. Restore it from the repository."),
    "empty": (rewritten(lambda data: b""), "the file is empty. Restore it from the repository."),
    "of spaces": (rewritten(lambda data: b" \n\t\n"), "the file is empty."),
    "a folder": (instead(Path.mkdir), "this is a folder, where a file belongs."),
    "a pipe": (instead(os.mkfifo), "this is no ordinary file."),
    "a link to itself": (instead(lambda path: path.symlink_to(path)), "this link leads nowhere."),
    "a link to nothing": (instead(lambda path: path.symlink_to(path.parent / "nothing.x")), "this link leads nowhere."),
    "a device": (instead(lambda path: path.symlink_to("/dev/zero")), "this is no ordinary file."),
    "Latin-1": (rewritten(lambda data: data + "# \xef".encode("latin-1")), "the file is not UTF-8 text. Save it as UTF-8."),
    "UTF-16": (rewritten(lambda data: data.decode().encode("utf-16")), "the file is not UTF-8 text. Save it as UTF-8."),
    "UTF-16 without a mark": (rewritten(lambda data: data.decode().encode("utf-16-le")), "the file is not UTF-8 text."),
    "UTF-32": (rewritten(lambda data: data.decode().encode("utf-32")), "the file is not UTF-8 text."),
    "with a zero byte": (rewritten(lambda data: data + b"# \0"), "the file is not UTF-8 text. Save it as UTF-8."),
    "cut in the middle of a letter": (rewritten(lambda data: data + "# \xb5".encode()[:-1]), "the file is not UTF-8 text."),
    "half of another": (rewritten(lambda data: data + bytes(range(128, 256))), "the file is not UTF-8 text."),
    "far too large": (rewritten(lambda data: data + b"#" * LARGEST_FILE), "the file is larger than 1,000,000 bytes. Split it, or restore it."),
}  # fmt: skip


def stray(file: str) -> Edit:
    def edit(data: Path) -> None:
        (data / file).parent.mkdir(exist_ok=True)
        (data / file).write_text("x = 1\n", encoding="utf-8")

    return edit


def emptied(folder: str) -> Edit:
    return lambda data: [path.unlink() for path in (data / folder).iterdir()]


def gone(folder: str) -> Edit:
    def edit(data: Path) -> None:
        emptied(folder)(data)
        (data / folder).rmdir()

    return edit


BREAKAGES = {
    f"{file} {kind}": Breakage(edit(file), file, "", "", says)
    for file in FILES
    for kind, (edit, says) in {**ANY, **(CSV_ONLY if file.endswith("csv") else TOML_ONLY)}.items()
    if not (kind == "missing" and "/" in file)  # one of many: only what names a record of it can tell
}
BREAKAGES |= {
    "no case": Breakage(emptied("cases"), "cases/*.toml", "", "", "there is no such file. Restore them from the repository."),
    "no folder of cases": Breakage(gone("cases"), "cases/*.toml", "", "", "there is no such file."),
    "no folder of facts": Breakage(gone("facts"), "facts/*.toml", "", "", "there is no such file."),
    "no caution": Breakage(emptied("cautions"), "cautions/*.toml", "", "", "there is no such file."),
    "no guideline": Breakage(gone("guidance"), "guidance/aasm_2025.toml", "", "", "the file is missing."),
    "a file that nobody reads": Breakage(stray("notes.toml"), "notes.toml", "", "", "nobody reads this file."),
    "a file with a slip in its name": Breakage(stray("fact/detail.toml"), "fact/detail.toml", "", "", "nobody reads this file. Did you mean 'facts/detail.toml'?"),
    "a copy that an editor left": Breakage(stray("terms.toml~"), "terms.toml~", "", "", "Did you mean 'terms.toml'? Otherwise take it out of data/."),
    "a table that nobody reads": Breakage(stray("cases/more.csv"), "cases/more.csv", "", "", "nobody reads this file."),
    "a file too deep in a folder": Breakage(stray("more/x.toml"), "more/x.toml", "", "", "nobody reads this file."),
}  # fmt: skip
