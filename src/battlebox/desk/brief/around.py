"""What stands around the choices: how old the facts are, channels, peak dates, and what is not known.

Law: a missing fact is named as missing; nothing here is read as "not affected".
Not here: what the attack does (stops.py, reach.py).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from battlebox.desk.brief.choices import SUSPECTS
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.lengths import Lengths
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import LONDON, age, chance, clock, counted, duration, hours_of, listed, plain, within
from battlebox.engine import Impact
from battlebox.estate import MICROHOURS, Channel

_YEAR_DAYS: Final = 365
_DATES_DAYS: Final = 42
_AHEAD_MICROHOURS: Final = 72 * MICROHOURS


def confidence(found: Findings) -> str:
    """`low` or `medium` with its reasons; a brief made in the first hour never claims more."""
    low = []
    if found.estate.illustrative:
        low.append("the estate is an illustration and its figures are working values")
    if not any(hit.chance >= 1 for hit in found.question.hits):
        low.append("nothing is confirmed")
    if found.estate.as_of is None or (found.at - found.estate.as_of).days > _YEAR_DAYS:
        low.append("the estate is more than a year old or undated")
    if low:
        return f"low, because {' and '.join(low)}"
    return "medium, because the chances of spread are judgements"


def standing(found: Findings) -> tuple[str, ...]:
    """As-of sentences: the time, the age of the estate, how many systems were confirmed, working values."""
    estate, today = found.estate, found.at.astimezone(LONDON).date()
    lines = [f"As of {clock(found.at)}, London time. What is hit, down and ordered is as told for this brief"]
    if estate.as_of is None:
        written = "The estate does not say when it was written"
    elif estate.as_of > found.at:
        written = f"The estate was written after this time ({clock(estate.as_of)})"
    else:
        written = f"The estate was written {age((found.at - estate.as_of).days)}"
    dated = [row.confirmed_on for row in estate.systems if row.confirmed_on is not None]
    fresh = sum((today - day).days <= _YEAR_DAYS for day in dated)
    were = "was" if fresh == 1 else "were"
    of_all = counted(len(estate.systems), "system")
    lines.append(f"{written}; of {of_all}, {fresh or 'none'} {were} confirmed by an owner in the last year")
    if estate.illustrative:
        lines.append("Figures are Battlebox working values, not any council's own: check each before you rely on it")
    return tuple(lines)


def channels(found: Findings, lengths: Lengths) -> tuple[str, ...]:
    """One line a body with channels: which work, which are out, which would go with the confirmed systems."""
    return tuple(
        f"{short_body(body.name)}: {_body_channels(found, rows, lengths)}"
        for body in found.estate.bodies
        if (rows := [row for row in found.estate.channels if row.body == body.body])
    )


def _body_channels(found: Findings, rows: list[Channel], lengths: Lengths) -> str:
    out, falls = _stops(found.now, 0), _stops(found.struck, _AHEAD_MICROHOURS)
    gone = [row.name for row in rows if row.channel in out]
    going = [
        f"{row.name} ({within(hours_of(falls[row.channel]))})"
        for row in rows
        if row.channel in falls and row.channel not in out
    ]
    left = [row.name for row in rows if row.channel not in falls and row.channel not in out]
    words = [f"still work: {listed(left, lengths.names)}"]
    if going:
        words.append(f"stop if nothing is cut: {listed(going, lengths.names)}")
    if gone:
        words.append(f"out: {listed(gone, lengths.names)}")
    return "; ".join(words)


def _stops(answer: Impact, limit: int) -> dict[str, int]:
    return {row.id: row.stops_microhours for row in answer.stops if row.stops_microhours <= limit}


def dates(found: Findings, lengths: Lengths) -> tuple[str, ...]:
    """Peak dates in the next six weeks, soonest first, each saying whether its service stops by then."""
    today = found.at.astimezone(LONDON).date()
    stopping = {row.id for row in found.struck.services if row.stops_microhours is not None}
    groups: dict[tuple[date, str, str], list[str]] = {}
    for row in sorted(found.estate.dates, key=lambda each: (each.when, each.date)):
        if today <= row.when <= today + timedelta(days=_DATES_DAYS):
            risk = "stops if nothing is cut" if row.of in stopping else "not stopped by what is confirmed"
            body = found.estate.body_by_id[found.estate.service_by_id[row.of].body].name
            groups.setdefault((row.when, plain(row.name), risk), []).append(short_body(body))
    lines = [
        f"{when:%a} {when.day} {when:%b}: {name} ({listed(list(dict.fromkeys(bodies)), lengths.names)}), {risk}"
        for (when, name, risk), bodies in list(groups.items())[: lengths.dates]
    ]
    if len(groups) > lengths.dates:
        lines.append(f"and {counted(len(groups) - lengths.dates, 'more date')}")
    return tuple(lines)


def unknowns(found: Findings, lengths: Lengths) -> tuple[str, ...]:
    """What is not known, most useful to find out first."""
    estate, cyber = found.estate, found.estate.cyber
    unsaid = len(estate.systems) - len(found.question.hits)
    lines = [
        f"Nobody has said anything about {counted(unsaid, 'system')}: unknown does not mean not affected",
        "Whether data has been copied: treat it as open until somebody has looked",
        f"Whether the attack destroys or only steals (taken as {chance(cyber.destructive_chance)} that it destroys)",
        f"How long checking takes (taken as {duration(hours_of(cyber.lasts_microhours))} a system)",
    ]
    untested = [
        row
        for clock_ in found.struck.services
        if clock_.stops_microhours is not None
        and clock_.stops_microhours <= _AHEAD_MICROHOURS
        and (row := estate.service_by_id[clock_.id]).has_fallback
        and row.fallback_tested_on is None
    ]
    if untested:
        fallbacks = counted(len(untested), "fallback")
        lines.append(f"Whether {fallbacks} of services that stop would work: no test is on record")
    missing = _cannot_isolate(found)
    if missing:
        named = listed(missing, lengths.names)
        lines.append(
            f"Who could isolate {named} alone: no order for it is written"
            if found.partner is None
            else f"Whether its host will isolate {named}: this body has no order of its own that does"
        )
    return tuple(lines)


def _cannot_isolate(found: Findings) -> list[str]:
    if found.advice is None:
        return []
    row = next((option for option in found.advice.options if option.name == SUSPECTS), None)
    return [found.estate.system_by_id[key].name for key in row.unavailable] if row else []
