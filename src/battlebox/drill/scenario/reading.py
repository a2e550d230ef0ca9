"""The scenario file: TOML, as docs/formats/scenario.md says, read into a scenario.

Law: every mistake of form is told in one go, then every contradiction; a field that the format page does not have is
refused with the nearest that it has, never skipped.
Not here: the bounds of a value (each in its own module), contradictions (contradictions.py), filling parts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Any, Final, TypeVar

from battlebox.desk import Role
from battlebox.drill.scenario.branch import Branch
from battlebox.drill.scenario.errors import Code, ScenarioError, ScenarioMistakes
from battlebox.drill.scenario.event import EventKind, WorldEvent
from battlebox.drill.scenario.inject import Attachment, By, Expected, Inject, Measure, Scores
from battlebox.drill.scenario.part import PLAYER, Part, PartKind, Pick
from battlebox.drill.scenario.row import Row, Rows
from battlebox.drill.scenario.scenario import FORMAT, Attack, Objective, Scenario, Weekday
from battlebox.drill.scenario.sign import Answer, Sign
from battlebox.estate import read_toml
from battlebox.journal import Kind

FILE_BYTES_MAX: Final = 1_000_000
T = TypeVar("T")
_TOP: Final = (
    *("format", "id", "title", "summary", "minutes", "weekday", "starts", "opening", "facilitator", "debrief", "roles"),
    "orders_faster",
    *("sources", "attack", "objective", "part", "inject", "event", "branch"),
)
_PART: Final = ("id", "kind", "pick", "words", "of", "at", "like", "apart", "stand_in")
_INJECT: Final = (
    *("number", "at_minutes", "title", "from", "to", "by", "text", "attachments", "objectives", "clocks", "evaluator"),
    *("scores", "expected", "sources", "branch", "when", "solo", "tells"),
)
_EVENT: Final = (
    *("id", "at_minutes", "kind", "words", "of", "at", "hours", "share_percent", "truth", "sources", "branch", "when"),
)


def scenario_of_file(path: Path) -> Scenario:
    """The scenario in a file. Raises ScenarioMistakes with every mistake in it, ScenarioError for the file."""
    if path.is_dir():
        raise ScenarioError.of(Code.A_FOLDER, path=path)
    try:
        with path.open("rb") as file:
            raw = file.read(FILE_BYTES_MAX + 1)
    except OSError as wrong:
        raise ScenarioError.of(Code.CANNOT_READ, path=path, why=(wrong.strerror or str(wrong)).lower()) from wrong
    return scenario_of_bytes(raw, path.name)


def scenario_of_bytes(raw: bytes, name: str) -> Scenario:
    """The scenario in a file's bytes; `name` is what the file is called. Raises ScenarioMistakes, ScenarioError."""
    if len(raw) > FILE_BYTES_MAX:
        raise ScenarioError.of(Code.TOO_LARGE, path=name, most=FILE_BYTES_MAX)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise ScenarioError.of(Code.NOT_UTF8, path=name, at=wrong.start + 1) from None
    try:
        whole = read_toml(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ScenarioError.of(Code.NOT_TOML, path=name, why=str(wrong).lower()) from None
    right = f'format = "{FORMAT}"'
    if "format" not in whole:
        raise ScenarioError.of(Code.NO_FORMAT, path=name, right=right)
    if whole["format"] != FORMAT:
        raise ScenarioError.of(Code.BAD_FORMAT, path=name, found=repr(whole["format"])[:60], right=right)
    return _scenario(Row(Rows(), "the scenario", whole))


def _scenario(row: Row) -> Scenario:
    row.knows(*_TOP)
    fields: dict[str, Any] = {name: row.text(name) for name in ("id", "title", "summary", "opening", "facilitator")}
    fields |= {"orders_faster": row.number("orders_faster")} if "orders_faster" in row.fields else {}
    fields |= {"minutes": row.number("minutes"), "weekday": row.word(Weekday, "weekday"), "starts": _time(row)}
    fields |= {"debrief": row.list("debrief"), "roles": row.words(Role, "roles"), "sources": _sources(row)}
    attack = row.table("attack", needed=True)
    fields["attack"] = row.rows.made(attack.place, lambda: _attack(attack))
    fields |= {
        "objectives": _each(row.tables("objective", "id"), _objective),
        "parts": _each(row.tables("part", "id"), _part),
        "injects": _each(row.tables("inject", "number"), _inject),
        "events": _each(row.tables("event", "id"), _event),
        "branches": _each(row.tables("branch", "id"), _branch),
    }
    row.rows.must_be_clean()
    try:
        return Scenario(**fields)
    except ScenarioMistakes:
        raise
    except ScenarioError as wrong:
        raise ScenarioMistakes([wrong.at(row.place)]) from None


def _each(rows: tuple[Row, ...], make: Callable[[Row], T]) -> tuple[T, ...]:
    every = (row.rows.made(row.place, lambda row=row: make(row)) for row in rows)  # type: ignore[misc]  # Bound at once.
    return tuple(each for each in every if each is not None)


def _time(row: Row) -> time:
    """The time of day at which the story begins; a TOML time, or text."""
    found = row.fields.get("starts", "")
    try:
        read = found if isinstance(found, time) else time.fromisoformat(str(found))
    except ValueError:
        read = None
    if read is None or read.tzinfo is not None or (isinstance(found, str) and ":" not in found):
        row.rows.mistakes.append(ScenarioError.of(Code.BAD_TIME, name="starts", found=repr(found)[:40]).at(row.place))
        return time()
    return read.replace(second=0, microsecond=0)


def _sources(row: Row) -> tuple[tuple[str, str], ...]:
    table = row.table("sources")
    return tuple((key, table.text(key)) for key in table.fields)


def _attack(row: Row) -> Attack:
    row.knows("real", "words", "at", "hours_before", "spreads", "strikes")
    return Attack(
        real=row.flag("real", needed=True),
        words=row.text("words"),
        at=row.list("at"),
        hours_before=row.number("hours_before", needed=False),
        spreads=row.flag("spreads"),
        strikes=row.flag("strikes"),
    )


def _objective(row: Row) -> Objective:
    row.knows("id", "words")
    return Objective(row.text("id"), row.text("words"))


def _part(row: Row) -> Part:
    row.knows(*_PART)
    return Part(
        id=row.text("id"),
        kind=row.word(PartKind, "kind"),
        pick=row.word(Pick, "pick"),
        words=row.text("words"),
        of=row.text("of") or PLAYER,
        at=row.text("at"),
        like=row.list("like"),
        apart=row.list("apart"),
        stand_in=row.text("stand_in"),
    )


def _inject(row: Row) -> Inject:
    row.knows(*_INJECT)
    return Inject(
        number=row.number("number"),
        at_minutes=row.number("at_minutes"),
        title=row.text("title"),
        sender=row.text("from"),
        to=row.words(Role, "to"),
        by=row.word(By, "by"),
        text=row.text("text"),
        attachments=_each(row.tables("attachments"), _attachment),
        objectives=row.list("objectives"),
        clocks=row.list("clocks"),
        evaluator=row.text("evaluator"),
        scores=_scores(row.table("scores", needed=True)),
        expected=_each(row.tables("expected"), _expected),
        sources=row.list("sources"),
        branch=row.text("branch"),
        when=_when(row, "branch"),
        solo=row.flag("solo"),
        tells=row.list("tells"),
    )


def _attachment(row: Row) -> Attachment:
    row.knows("name", "text")
    return Attachment(row.text("name"), row.text("text"))


def _scores(row: Row) -> Scores:
    row.knows("full", "half", "none")
    return Scores(row.text("full"), row.text("half"), row.text("none"))


def _expected(row: Row) -> Expected:
    row.knows("do", "within_minutes", "any", "measure", "anew")
    return Expected(
        do=row.text("do"),
        within_minutes=row.number("within_minutes"),
        any=_each(row.tables("any"), _sign),
        measure=row.word(Measure, "measure", Measure.RECORD),
        anew=row.flag("anew"),
    )


def _sign(row: Row) -> Sign:
    row.knows("kind", "about", "clock", "where")
    where = row.table("where")
    words = tuple((name, _plain(where, name)) for name in where.fields)
    return Sign(row.word(Kind, "kind"), row.text("about"), row.text("clock"), words)


def _plain(row: Row, name: str) -> str:
    """A word of `where`; true and false may be written without quotation marks."""
    found = row.fields[name]
    return str(found).lower() if isinstance(found, bool) else row.text(name)


def _event(row: Row) -> WorldEvent:
    row.knows(*_EVENT)
    return WorldEvent(
        id=row.text("id"),
        at_minutes=row.number("at_minutes"),
        kind=row.word(EventKind, "kind"),
        words=row.text("words"),
        of=row.text("of"),
        at=row.text("at"),
        hours=row.number("hours", needed=False),
        share_percent=row.number("share_percent", needed=False),
        truth=row.text("truth"),
        sources=row.list("sources"),
        branch=row.text("branch"),
        when=_when(row, "branch"),
    )


def _branch(row: Row) -> Branch:
    row.knows("id", "asks", "by_minutes", "any", "taken", "shut", "under", "when")
    return Branch(
        id=row.text("id"),
        asks=row.text("asks"),
        by_minutes=row.number("by_minutes"),
        any=_each(row.tables("any"), _sign),
        under=row.text("under"),
        when=_when(row, "under"),
        taken=row.text("taken"),
        shut=row.list("shut"),
    )


def _when(row: Row, branch: str) -> Answer:
    """The answer that is waited for; refused where no branch is named."""
    if "when" in row.fields and not row.text(branch):
        wrong = ScenarioError.of(
            Code.NOT_THERE, what="when", name=branch, hint="name the branch whose answer it is, or take `when` out"
        )
        row.rows.mistakes.append(wrong.at(row.place))
    return row.word(Answer, "when", Answer.YES)
