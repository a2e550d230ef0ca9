"""What has stopped and what stops next if nothing is cut, with fallbacks and when they run out.

Law: services that protect life, safety, liberty or shelter come first, those with most vulnerable people at the top.
Not here: what cutting would stop (choices.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from battlebox.desk.brief.brief import ServiceLine, Window
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.lengths import Lengths
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import counted, hours_of, listed, people, plain, until, within
from battlebox.engine import Impact, ServiceClock
from battlebox.estate import MICROHOURS, Service

WINDOWS_H: Final = (1, 4, 24, 72)
_ALL: Final = 3


def already(found: Findings, lengths: Lengths) -> Window:
    """Services out at hour 0 by what was said to be down and what was already ordered."""
    clocks = (row for row in found.now.services if row.stops_microhours is not None)
    gone = [row for row in clocks if (row.stops_microhours or 0) <= 0]
    return _window(found, found.now, "Stopped already: {}", gone, lengths)


def ahead(found: Findings, lengths: Lengths) -> tuple[Window, ...]:
    """Services that stop within 1, 4, 24 and 72 hours, each under the first window it falls in."""
    gone = {row.id for row in found.now.services if row.stops_microhours is not None and row.stops_microhours <= 0}
    windows, start = [], -1
    for hours in WINDOWS_H:
        falls = [
            row
            for row in found.struck.services
            if row.stops_microhours is not None
            and start < row.stops_microhours <= hours * MICROHOURS
            and row.id not in gone
        ]
        windows.append(_window(found, found.struck, f"Within {counted(hours, 'hour')}: {{}}", falls, lengths))
        start = hours * MICROHOURS
    return tuple(windows)


def if_suspects(found: Findings, lengths: Lengths) -> str:
    """One sentence on what is added if the suspected systems are lost too."""
    if not any(0 < hit.chance < 1 for hit in found.question.hits):
        return "Nothing is only suspected"
    limit = WINDOWS_H[-1] * MICROHOURS
    added = _in_order(found, _stopped(found.suspected, limit) - _stopped(found.struck, limit))
    vital = [row for row in added if row.protects.is_people]
    if not added:
        return "If the suspected systems are lost too, no further service stops within 72 hours"
    worst = added if lengths.is_whole else vital or added
    named = listed([f"{row.name} ({_body(found, row)})" for row in worst[: lengths.names]], lengths.names)
    first = "" if lengths.names >= len(added) else "first "
    more = f"{counted(len(added), 'more service')} ({len(vital) or 'none'} protecting people)"
    return f"If the suspected systems are lost too, {more} {_verb(len(added))} within 72 hours: {first}{named}"


def vital_first(service: Service) -> tuple[bool, str, float, str]:
    """The order of every list of services: people first, then priority, then vulnerable people served."""
    return (not service.protects.is_people, service.priority, -service.people * service.vulnerable, service.service)


def bodies_of(found: Findings, members: Sequence[Service]) -> str:
    """Whose services of one name these are: names, `all 3` where nobody's is left out, blank with one body in all."""
    givers = {row.body for row in found.estate.services}
    if len(givers) == 1:
        return ""
    whose = dict.fromkeys(_body(found, row) for row in members)
    alike = {row.body for row in found.estate.services if row.name == members[0].name}
    return f"all {len(alike)}" if len(whose) == len(alike) >= _ALL else listed(list(whose), len(whose))


def _stopped(answer: Impact, limit: int) -> set[str]:
    return {row.id for row in answer.services if row.stops_microhours is not None and row.stops_microhours <= limit}


def _in_order(found: Findings, ids: Iterable[str]) -> list[Service]:
    return sorted((found.estate.service_by_id[key] for key in ids), key=vital_first)


def _window(found: Findings, answer: Impact, title: str, clocks: list[ServiceClock], lengths: Lengths) -> Window:
    by_id = {row.id: row for row in clocks}
    rows = _in_order(found, by_id)
    shown = rows if lengths.is_whole else [row for row in rows if row.protects.is_people] or rows
    groups: dict[tuple[str, str, str], list[Service]] = {}
    for row in shown:
        clock = by_id[row.service]
        key = (row.name, within(hours_of(clock.stops_microhours or 0)), _fallback(found, answer, row, clock))
        groups.setdefault(key, []).append(row)
    kept = list(groups.items())[: lengths.rows]
    named = {row.service for _, members in kept for row in members}
    left = [row for row in rows if row.service not in named]
    vital = sum(row.protects.is_people for row in left)
    protecting = f" ({vital} protecting people)" if vital else ""
    served = people(_served(left))
    more = f"and {counted(len(left), 'more service')}{protecting}, for {served} people a day" if left else ""
    why = {row.id: row.why for row in answer.stops}
    lines = tuple(_line(found, key, members, why) for key, members in kept)
    return Window(title.format(counted(len(rows), "service")), lines, more)


def _served(rows: list[Service]) -> float:
    return sum(row.people for row in rows)


def _line(
    found: Findings, key: tuple[str, str, str], members: list[Service], why: dict[str, tuple[str, ...]]
) -> ServiceLine:
    name, when, fallback = key
    return ServiceLine(
        name=name,
        body=bodies_of(found, members),
        when=when,
        people=_whom(members),
        fallback=fallback,
        why=" because ".join(why.get(members[0].service, ())),
        is_people=members[0].protects.is_people,
    )


def _whom(members: list[Service]) -> str:
    weak = sum(row.people * row.vulnerable for row in members)
    all_of_them = _served(members)
    served = f"{people(all_of_them)} a day"
    if weak < 1:
        return served
    return f"{served}, all vulnerable" if weak >= all_of_them else f"{served}, {people(weak)} vulnerable"


def _fallback(found: Findings, answer: Impact, service: Service, clock: ServiceClock) -> str:
    if not service.has_fallback:
        return "no fallback"
    words = plain(service.fallback or "a fallback")
    lost = next((row for row in answer.stops if row.id == f"fallback:{service.service}"), None)
    if lost is not None and lost.stops_microhours <= (clock.stops_microhours or 0):
        return f"{words}: does not work"
    if clock.fallback_until_microhours is None:
        return f"{words}: lasts as far as this looks"
    return f"{words}: {until(found.at, hours_of(clock.fallback_until_microhours))}"


def _verb(number: int) -> str:
    return "stops" if number == 1 else "stop"


def _body(found: Findings, service: Service) -> str:
    return short_body(found.estate.body_by_id[service.body].name)
