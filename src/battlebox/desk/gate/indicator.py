"""An indicator: a sign of the attack that somebody saw, where, and which systems it concerns.

Law: what was answered without knowing of it is open again; one that was wrong is taken back with a reason, and stays.
Not here: which gates it opens (cause.py), letters between bodies (a wing above).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.gate.gate import system_of
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.line import CORRECTS
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.estate import Estate
from battlebox.journal import Kind

INDICATOR: Final = "indicator"
SEEN: Final = "seen"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A sign of the attack. `systems` are those it concerns; `taken_back` says why it does not count any more."""

    what: str
    where: str
    systems: tuple[str, ...]
    source: str
    by: str
    at: datetime
    note: str = ""
    taken_back: str = ""

    @property
    def counts(self) -> bool:
        """Whether it stands."""
        return not self.taken_back


Signs = dict[str, tuple[Stated[Indicator], ...]]
"""Indicators by their thing; several versions of one stand beside each other, latest first."""


def see_indicator(
    record: Record, estate: Estate, officer: Officer, seen: Indicator, *, handling: Handling | None = None
) -> Saved:
    """Record a sign of the attack. One entry `indicator:seen`.

    Raises DeskError for an officer who may not, a blank, a system the estate does not have, a time ahead.
    """
    officer.must(Act.INDICATOR)
    kept = replace(_checked(record, estate, seen), taken_back="")
    thing = record.new_id(INDICATOR)
    text = _said(estate, kept)
    written = draft(Kind.INDICATOR_SEEN, handling or Handling(), (thing, SEEN, kept), words=text, about=_about(kept))
    return record.append(officer, written, thing=thing)


def change_indicator(
    record: Record,
    estate: Estate,
    officer: Officer,
    thing: str,
    seen: Indicator,
    *,
    why: str,
    over: frozenset[str] | None = None,
) -> Saved:
    """Say what it should say, or take it back (`taken_back`); as far as it travelled before. One `indicator:changed`.

    Raises DeskError for another body's indicator, one that may not be seen, and whatever `see_indicator` refuses.
    """
    officer.must(Act.INDICATOR)
    old = Sight.of(record, officer).need(thing, SEEN, Indicator, what=INDICATOR)
    if old.body != officer.body:
        raise DeskError.of(
            Code.NOT_YOURS, what=f"indicator {old.number}", owner=old.body, body=officer.body, act="change"
        )
    reason = line("why", why, what="what was wrong, or what is known now")
    kept = replace(_checked(record, estate, seen), taken_back=reason if seen.taken_back else "")
    how = Handling(old.tlp, frozenset(record.line(old.entry).header.audience))
    opening = "taken back" if kept.taken_back else "changed"
    text = f"{opening}: {reason}\n{_said(estate, kept)}"
    about: dict[str, str | int] = {**_about(kept), CORRECTS: old.entry}
    written = draft(Kind.INDICATOR_CHANGED, how, (thing, SEEN, kept), words=text, about=about, over=over)
    return record.append(officer, written, thing=thing)


def indicators_of(sight: Sight) -> Signs:
    """Every indicator that may be seen, in the order in which they were first written down."""
    return dict(sight.every(INDICATOR, SEEN, Indicator))


def concerning(signs: Signs, systems: Iterable[str]) -> Signs:
    """Those that stand and concern one of these systems: what reconnecting two bodies has to look at."""
    wanted = frozenset(systems)
    return {
        thing: said
        for thing, said in signs.items()
        if any(each.value.counts and wanted.intersection(each.value.systems) for each in said)
    }


def _checked(record: Record, estate: Estate, seen: Indicator) -> Indicator:
    if not seen.systems:
        raise DeskError.of(Code.BLANK, field="which systems it concerns", what="at least one system")
    return replace(
        seen,
        what=words("what was seen", seen.what, needed=True, what="such as an address, a file, an account"),
        where=line("where", seen.where, what="where it was seen"),
        systems=tuple(dict.fromkeys(system_of(estate, name).system for name in seen.systems)),
        source=line("source", seen.source, what="who or what says so"),
        by=line("who saw it", seen.by),
        at=not_ahead("when it was seen", seen.at, record.now()),
        note=words("note", seen.note),
    )


def _said(estate: Estate, seen: Indicator) -> str:
    named = ", ".join(estate.system_by_id[name].name for name in seen.systems)
    said = f"indicator: {seen.what}\nseen on {seen.where} by {seen.by}, says {seen.source}; concerns {named}"
    return "\n".join(filter(None, [said, seen.note]))


def _about(seen: Indicator) -> dict[str, str | int]:
    return {"systems": len(seen.systems)}
