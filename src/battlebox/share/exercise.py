"""EXERCISE EXERCISE EXERCISE in whatever a drill's desk hands out as a file, each kind in a way that people see.

Law: a kind of file for which no way is written here does not leave a drill's desk at all.
Not here: pages and answers (web), the stamp on papers (typesetting.py), the record's own mark (journal).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any, Final

from battlebox.journal import EXERCISE

NAME_MARK: Final = "EXERCISE-"
"""What the name of every file begins with."""
OF_A_PAGE: Final = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml", "image/png"})
"""What a page is drawn with: it says nothing by itself, and stands within a page that does."""
_BOM: Final = "\ufeff"
_MEMBER_MOST: Final = 4 << 20


def marked(raw: bytes, kind: str) -> bytes:
    """The same file, saying that it is of an exercise. `kind` is its media type without parameters.

    Raises LookupError for a kind that has no way to say it, ValueError for a file that does not say it and cannot.
    """
    made = _WAYS[kind](raw)
    return made if made is not None else raw


def marked_name(name: str) -> str:
    """The name of such a file."""
    return name if name.startswith(NAME_MARK) else f"{NAME_MARK}{name}"


def kinds() -> frozenset[str]:
    """The kinds of files that may leave a drill's desk."""
    return frozenset(_WAYS)


def _table(raw: bytes) -> bytes:
    """A column of its own, so that no row loses it by being sorted or copied."""
    text = raw.decode("utf-8")
    has_mark = text.startswith(_BOM)
    out = io.StringIO(newline="")
    write = csv.writer(out, lineterminator="\r\n" if "\r\n" in text else "\n")
    for at, row in enumerate(csv.reader(io.StringIO(text.removeprefix(_BOM), newline=""))):
        write.writerow(["exercise" if at == 0 else EXERCISE, *row])
    return ((_BOM if has_mark else "") + out.getvalue()).encode()


def _words(raw: bytes) -> bytes:
    return f"{EXERCISE}\n\n".encode() + raw + f"\n\n{EXERCISE}\n".encode()


def _catalogue(raw: bytes) -> bytes:
    return f"# {EXERCISE}\n".encode() + raw


def _calendar(raw: bytes) -> bytes:
    """Every event by its title. The rest of a line goes on in the next, which begins with a space."""
    return raw.replace(b"SUMMARY:", f"SUMMARY:{EXERCISE}\r\n  ".encode())


def _feed(raw: bytes) -> bytes:
    """The feed and every entry of it by its title."""
    return raw.replace(b"<title>", f"<title>{EXERCISE}: ".encode())


def _said_by_xml(raw: bytes) -> bytes:
    """An alert says it in its status, and in a line that people read first."""
    if b"<status>Exercise</status>" not in raw:
        raise ValueError("an alert of a drill has the status Exercise")
    head, end, rest = raw.partition(b"?>")
    note = f"<!-- {EXERCISE} -->".encode()
    return head + end + b"\n" + note + rest if end else note + raw


def _object(raw: bytes) -> bytes | None:
    """A member of its own, and in front of an event's title; what is signed says it in its words already."""
    found: Any = json.loads(raw)
    if not isinstance(found, dict):
        raise ValueError("a file of an exercise is an object that can say so")  # noqa: TRY004 - what a file holds
    if EXERCISE in json.dumps(found):
        return None
    if isinstance(found.get("Event"), dict):
        found["Event"]["info"] = f"{EXERCISE}: {found['Event'].get('info', '')}"
    is_bundle = found.get("type") == "bundle"
    made = {("x_exercise" if is_bundle else "exercise"): EXERCISE, **found}
    if raw.removesuffix(b"\n") == _canonical(found):
        # What is signed is read in the one form in which it was signed, and in no other.
        return _canonical(made) + b"\n"
    return (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode()


def _canonical(found: dict[str, Any]) -> bytes:
    return json.dumps(found, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _zipped(raw: bytes) -> None:
    """What is packed says it itself: its readers take no file more than they know."""
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        for each in packed.infolist():
            if each.file_size <= _MEMBER_MOST and EXERCISE.encode() in packed.read(each):
                return
    raise ValueError("nothing in this file says that it is of an exercise")


def _paper(raw: bytes) -> None:
    """Each of its pages is stamped where it is set (typesetting.py); what was not set here is none of the desk's."""
    if not raw.startswith(b"%PDF-"):
        raise ValueError("this is no paper that was set here")


_WAYS: Final[dict[str, Callable[[bytes], bytes | None]]] = {
    "text/csv": _table,
    "text/plain": _words,
    "text/calendar": _calendar,
    "text/x-gettext-translation": _catalogue,
    "application/atom+xml": _feed,
    "application/xml": _said_by_xml,
    "application/json": _object,
    "application/stix+json": _object,
    "application/taxii+json": _object,
    "application/zip": _zipped,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": _zipped,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _zipped,
    "application/pdf": _paper,
}
