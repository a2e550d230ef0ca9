"""The same facts in the orders that responders know: METHANE for the first word, IIMARCH for a briefing.

Law: no form says anything that the situation report does not rest on, and a letter with nothing known says so.
Not here: numbers and issuing (sitrep.py), the parts in lines (section.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from battlebox.desk.brief.saying import clock, counted, listed
from battlebox.desk.command import section
from battlebox.desk.command.overview import Overview
from battlebox.desk.command.section import Section
from battlebox.desk.picture.suspicion import Suspicion

LETTERS_NOTE: Final = (
    "The letters of IIMARCH are written from memory and were not verified: use your own form if it differs."
)
_MOST: Final = 8


def methane(now: Overview, *, major: bool | None, reached: tuple[str, ...] = ()) -> tuple[Section, ...]:
    """Seven letters; without the M (ETHANE) where no major incident was declared. `major` None: not decided.

    `reached` are the lines on people to reach.
    """
    said = {True: "declared", False: "not declared: read it as ETHANE", None: "not decided yet"}[major]
    return (
        Section("M: major incident", (said,)),
        Section("E: exact location", _where(now)),
        Section("T: type", _type(now)),
        Section("H: hazards", _hazards(now)),
        Section("A: access, the channels to trust", _channels(now)),
        Section("N: number of casualties, here people at risk", (*section.at_risk(now).lines, *reached)),
        Section("E: emergency services and responders", _responders(now)),
    )


def iimarch(
    now: Overview, *, headline: str, intent: str, next_report: str, reached: tuple[str, ...] = ()
) -> tuple[Section, ...]:
    """Seven letters of a briefing; `reached` are the lines on people to reach."""
    roles = section.coming_in(now, most=_MOST).lines
    plan = (*section.orders(now, most=_MOST).lines, *section.open_decisions(now, most=_MOST).lines)
    return (
        Section("I: information", (headline, *section.changed(now, most=_MOST).lines)),
        Section("I: intent", (intent or "no aim was set",)),
        Section("M: method", _without_none(plan)),
        Section("A: administration", (*roles, *section.tasks(now, most=_MOST).lines, *section.costs(now).lines)),
        Section("R: risk", (*section.unknowns(now).lines, *section.first_services(now, most=_MOST).lines)),
        Section("C: communications", (*_channels(now), f"next report: {next_report}")),
        Section("H: humanitarian", (*section.at_risk(now).lines, *reached, *section.hours(now, most=_MOST).lines)),
    )


def _where(now: Overview) -> tuple[str, ...]:
    estate = now.picture.estate
    name = estate.body_by_id[now.body].name if now.body in estate.body_by_id else now.body
    hosts = {estate.system_by_id[key].body for key in _doubted(now) if key in estate.system_by_id}
    others = sorted(estate.body_by_id[body].name for body in hosts - {now.body})
    sites = [site.name for site in estate.sites if site.body == now.body]
    lines = [name, f"sites: {listed(sites, _MOST)}" if sites else "sites: not in the estate"]
    return (*lines, f"systems in doubt are hosted by: {listed(others, _MOST)}") if others else tuple(lines)


def _type(now: Overview) -> tuple[str, ...]:
    state = now.course.state.value if now.course else "not shared"
    begun = f"held to have begun {clock(now.picture.began)}"
    counts = [
        f"{sum(bool(said) and said[0].value.state is state for said in now.spoken.values())} {state.value}"
        for state in Suspicion
        if state is not Suspicion.UNKNOWN
    ]
    false = ("stood down as a false alarm",) if now.course and now.course.false_alarm else ()
    return (f"cyber, {state}, {begun}", f"systems: {', '.join(counts)}", *false)


def _hazards(now: Overview) -> tuple[str, ...]:
    names = now.picture.estate.system_by_id
    doubted = [names[key].name if key in names else key for key in _doubted(now)]
    lines = [f"confirmed or suspected: {listed(doubted, _MOST)}"]
    ordered = [row for row in now.picture.orders.values() if row.value.stage.is_in_force]
    unproven = sum(row.value.stage.value != "verified off" for row in ordered)
    lines += [f"{counted(unproven, 'order')} given and not verified"] if unproven else []
    return (*lines, *(line for line in section.unknowns(now).lines if line != section.NONE))


def _channels(now: Overview) -> tuple[str, ...]:
    trusted = [f"{row.name} ({row.kind})" for row in now.calls.trusted]
    doubtful = [row.name for row in now.calls.doubtful]
    return (f"to trust: {listed(trusted, _MOST)}", f"not to trust: {listed(doubtful, _MOST)}")


def _responders(now: Overview) -> tuple[str, ...]:
    held = [row.value.role.words for row in now.holdings if not row.value.is_vacant]
    return (f"roles held: {listed(held, _MOST)}", *(f"asked: {line}" for line in section.asks(now, most=_MOST).lines))


def _doubted(now: Overview) -> list[str]:
    doubt = (Suspicion.CONFIRMED, Suspicion.SUSPECTED)
    return [name for name, said in now.spoken.items() if any(each.value.state in doubt for each in said)]


def _without_none(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for line in lines if line != section.NONE) or (section.NONE,)
