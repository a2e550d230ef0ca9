"""Stating a fact and saying it anew: what is asked of its words, and who reads them.

Law: whoever must clear a fact reads it, and reads in it, in its source and its reason no other fact that they may not.
Not here: what a fact is (fact.py), clearing it (clearing.py).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer, is_machine
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import draft, line, not_ahead, readable, words
from battlebox.desk.tell.councils import councils_named
from battlebox.desk.tell.exposure import controllers_of
from battlebox.desk.tell.fact import FACT, SAYS, Fact, Outsider, Status, at_least, fact_of
from battlebox.desk.tell.found import Wordings
from battlebox.desk.tell.leave import Outlet, Whom, reader_of
from battlebox.desk.tell.prepared import prepared_words
from battlebox.estate import Estate, Near
from battlebox.journal import Kind
from battlebox.marking import Deny, decide

_NO_MORE: Final = "it is not about you any more, or its label keeps it from you"


def sharers_of(estate: Estate, system: str) -> frozenset[str]:
    """The bodies that share a system: its host, those that control its data, those whose things need it directly."""
    row = estate.system_by_id[system]
    owners = {thing: each.body for thing, each in estate.thing_by_id.items()}
    needing = {owners[need.of] for need in estate.needs if need.on == system and need.of in owners}
    return frozenset({row.body, *controllers_of(row), *needing})


def state_fact(
    record: Record,
    estate: Estate,
    officer: Officer,
    fact: Fact,
    *,
    handling: Handling | None = None,
    also: tuple[tuple[str, str, object], ...] = (),
) -> Saved:
    """State a fact: what is so, who says so, how sure that is, when it was checked; `also` is what else is written.

    Those who must clear it are worked out here and may read the entry, whatever label the wording itself has.
    1. Refuse an officer who may not, a blank, a time ahead, a body or system the estate does not have; prepared words
       that were changed; a wording that names a council which has not to clear it, unless it is said why not.
    2. Refuse words in which others who read the entry would read a fact that they may not.
    3. Append one entry `fact:stated`.
    Raises DeskError.
    """
    officer.must(Act.FACT)
    if is_machine(officer.id) and fact.status is not Status.BELIEVED:
        raise DeskError.of(Code.NO_JUDGEMENT, what=fact.status.value)
    kept = _checked(record, estate, officer.body, fact)
    how = handling or Handling(audience=frozenset(kept.clears) - {officer.body})
    thing = record.new_id(FACT)
    _must_show(record, officer, thing, kept, how)
    return _write(record, officer, Kind.FACT_STATED, thing, kept, how, also=also)


def change_fact(
    record: Record,
    estate: Estate,
    officer: Officer,
    thing: str,
    fact: Fact,
    *,
    why: str,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Say it anew, at another status, or that it was checked again; `over` are the versions that were on the screen.

    Whatever changes what may be read outside voids the clearances; a mere new check keeps them (clearance.py). Whoever
    was told the old words is told the new ones, or where they may not have them, that the old are said no longer.
    Appends an entry `fact:changed`, or one for each of these two. Raises DeskError for another body's fact, one that
    may not be seen, and words in which its readers would read another fact that they may not.
    """
    officer.must(Act.FACT)
    now = record.now()
    old = fact_of(Sight.of(record, officer), thing)
    if old.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="this fact", owner=old.body, body=officer.body, act="change")
    reason = words("why", why, needed=True, what="what changed, and who says so")
    kept = replace(_checked(record, estate, officer.body, fact), said=old.value.said, why=reason)
    told = frozenset(record.line(old.entry).header.audience)
    with record.lock:
        gone = frozenset(each for each in told - frozenset(kept.clears) if not _may_have(officer.body, kept, each, now))
        how = at_least(handling or Handling(old.tlp), (told - gone) | frozenset(kept.clears) - {officer.body})
        _must_show(record, officer, thing, kept, how)
        if gone:
            # To those who may not have the new words the old would stand for ever.
            last = replace(old.value, status=Status.SUPERSEDED, why=_NO_MORE)
            done = _write(record, officer, Kind.FACT_CHANGED, thing, last, at_least(Handling(old.tlp), told), over)
            over = None if over is None else frozenset({done.entry})
        return _write(record, officer, Kind.FACT_CHANGED, thing, kept, how, over)


def _may_have(owner: str, fact: Fact, body: str, now: datetime) -> bool:
    """Whether the label of new words lets a body have them that was told the old."""
    return not isinstance(
        decide(fact.marked(owner), reader_of(Outlet.PARTNER_FILE, Whom(body, community=True)), now), Deny
    )


def _checked(record: Record, estate: Estate, body: str, fact: Fact) -> Fact:
    now = record.now()
    for name in fact.about:
        _in_estate("body", name, tuple(estate.body_by_id))
    for name in fact.audience:
        _in_estate("body", name, (*estate.body_by_id, *Outsider))
    for name in fact.systems:
        _in_estate("system", name, tuple(estate.system_by_id))
    wording = line("the wording", readable("the wording", fact.wording), what="one sentence that can be read aloud")
    if fact.prepared and wording != prepared_words(fact.prepared):
        raise DeskError.of(Code.NOT_PREPARED)
    clears = {body, *fact.about}
    for name in fact.systems:
        sharers = sharers_of(estate, name)
        clears |= sharers
    named = () if fact.prepared or fact.not_about.strip() else councils_named(estate, wording, clears)
    if named:
        raise DeskError.of(Code.NAMES_COUNCIL, councils=", ".join(named))
    return replace(
        fact,
        wording=wording,
        source=line("the source", fact.source, what="who or what says so"),
        said=not_ahead("first said", fact.said, now),
        checked=not_ahead("last checked", fact.checked, now),
        clears=tuple(sorted(clears)),
        why=words("why", fact.why),
        not_about=words("why it is not about them", fact.not_about),
    )


def _in_estate(what: str, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise DeskError.of(Code.UNKNOWN_ID, what=what, id=name, near=Near().words(name, known, "; the nearest is {}"))


def _must_show(record: Record, officer: Officer, thing: str, fact: Fact, how: Handling) -> None:
    """Raises DeskError where those who read the entry would read another fact that they may not."""
    if not fact.prepared:
        told = f"{fact.wording}\n{fact.source}\n{fact.why}\n{fact.not_about}"
        Wordings.of(Sight.of(record, officer)).shown_to_bodies(told, how.audience, besides=thing)


def _write(
    record: Record,
    officer: Officer,
    kind: Kind,
    thing: str,
    fact: Fact,
    how: Handling,
    over: frozenset[str] | None = None,
    also: tuple[tuple[str, str, object], ...] = (),
) -> Saved:
    because = f"\nbecause {fact.why}" if fact.why else ""
    text = f"{fact.status.value} ({fact.confidence.value}), says {fact.source}: {fact.wording}{because}"
    about: dict[str, str | int] = {"status": fact.status.value, "tlp": fact.tlp.value}
    sets = ((thing, SAYS, fact), *also)
    return record.append(officer, draft(kind, how, *sets, words=text, about=about, over=over), thing=thing)
