"""A report's file, read at the real desk for its findings, and for nothing else of it.

Law: what is no report of a drill, another file of a drill most of all, is refused with what it is; nothing of it is
taken where any of it is wrong; nothing in it is believed to have happened.
Not here: writing the file (as_json.py), keeping what was read (keeping.py), whose book it goes to (a face).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from battlebox.desk.readiness import Exercise
from battlebox.drill.play import PlayError, Taken
from battlebox.drill.report.as_json import FORMAT
from battlebox.drill.report.errors import Code, ReportError
from battlebox.journal import EXERCISE

BYTES_MOST: Final = 8 << 20
FINDINGS_MOST: Final = 500
_LINE_MOST: Final = 200
_NAME_MARK: Final = "EXERCISE-"
_FAMILY: Final = FORMAT.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Carried:
    """What a report's file says is to be mended: of which drill, of which body, on which real day."""

    title: str
    held: date
    body: str
    body_name: str
    provisional: bool
    taken: tuple[Taken, ...]

    def exercise(self, who: str = "") -> Exercise:
        """The drill as the book of readiness keeps it."""
        return Exercise(0, self.title, self.held, who.strip() or f"offices of {self.body_name}")


def carried_from(raw: bytes, name: str = "") -> Carried:
    """Read a report's file. Raises ReportError; `name` says of what is no text that it is of a drill."""
    if len(raw) > BYTES_MOST:
        raise ReportError.of(Code.TOO_LARGE, most=BYTES_MOST >> 20)
    found = _report(raw, name)
    rows = _field(found, "findings", list, "a list")
    if len(rows) > FINDINGS_MOST:
        raise ReportError.of(Code.TOO_MANY, found=len(rows), most=FINDINGS_MOST)
    return Carried(
        _line(found, "title"), _day(found, "held"), _line(found, "body_id"), _line(found, "body"),
        _field(found, "provisional", bool, "true or false"), tuple(_taken(row, at) for at, row in enumerate(rows, 1)),
    )  # fmt: skip


def _report(raw: bytes, name: str) -> Mapping[str, Any]:
    try:
        found = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError as wrong:
        _refuse_other(raw, name)
        raise ReportError.of(Code.NOT_JSON, why="it is not text in UTF-8") from wrong
    except (ValueError, RecursionError) as wrong:
        _refuse_other(raw, name)
        raise ReportError.of(Code.NOT_JSON, why=str(wrong).lower()[:120]) from wrong
    said = found.get("format") if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(said, str) or said.partition("/")[0] != _FAMILY:
        _refuse_other(raw, name)
        raise ReportError.of(Code.NOT_A_REPORT, wanted=FORMAT)
    if said != FORMAT:
        raise ReportError.of(Code.OTHER_FORMAT, found=repr(said[:60]), wanted=FORMAT)
    if found.get("exercise") is not True:
        raise ReportError.of(Code.BAD_FIELD, field="exercise", wanted="true")
    return found


def _refuse_other(raw: bytes, name: str) -> None:
    """A file of a drill that is no report says what it is, in itself or, where that is packed, in its name."""
    if EXERCISE.encode() in raw or name.startswith(_NAME_MARK):
        raise ReportError.of(Code.OTHER_DRILL_FILE)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two readers of a name that stands twice could read two things."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ReportError.of(Code.TWICE, field=name[:60])
        found[name] = value
    return found


def _field(found: Mapping[str, Any], name: str, kind: type, wanted: str, where: str = "") -> Any:  # noqa: ANN401 - of `kind`
    if name not in found:
        raise ReportError.of(Code.NO_FIELD, field=f"{where}{name}")
    if type(found[name]) is not kind:
        raise ReportError.of(Code.BAD_FIELD, field=f"{where}{name}", wanted=wanted)
    return found[name]


def _line(found: Mapping[str, Any], name: str, where: str = "") -> str:
    wanted = f"one line of words, of up to {_LINE_MOST} characters"
    text: str = _field(found, name, str, wanted, where)
    if not text.strip() or len(text) > _LINE_MOST or not text.isprintable():
        raise ReportError.of(Code.BAD_FIELD, field=f"{where}{name}", wanted=wanted)
    return text


def _day(found: Mapping[str, Any], name: str, where: str = "") -> date:
    wanted = "a day such as 2026-11-27"
    try:
        return date.fromisoformat(_field(found, name, str, wanted, where))
    except ValueError as wrong:
        raise ReportError.of(Code.BAD_FIELD, field=f"{where}{name}", wanted=wanted) from wrong


def _taken(row: object, at: int) -> Taken:
    where = f"findings[{at}]."
    if not isinstance(row, dict):
        raise ReportError.of(Code.BAD_FIELD, field=where[:-1], wanted="an object")
    what = _field(row, "what", str, "words", where)
    owner = _field(row, "owner", str, "words", where)
    try:
        return Taken(what, owner, _day(row, "due", where)).checked()
    except PlayError as wrong:
        raise ReportError.of(Code.BAD_FIELD, field=where[:-1], wanted=f"whole: {wrong}") from wrong
