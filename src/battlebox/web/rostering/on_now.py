"""Who is on now and who comes next by a roster, and which posts of the next day nobody has: what one looks at first.

Law: one line for each post, the post that matters most first; what is empty stands above who is there, and why below.
Not here: the whole roster (roster_shown.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from battlebox.web.incident.saying import when_said
from battlebox.web.rostering.roster_shown import Line, RosterShown

TOGETHER: Final = timedelta(hours=4)
"""Shifts that begin so near each other come in together."""
LOOK_AHEAD: Final = timedelta(hours=24)
Group = tuple[str, list[tuple[str, str, bool]]]
"""A title; then each post with who has it, and whether somebody is missing."""


def on_now_and_next(shown: RosterShown) -> list[Group]:
    """Who is on now, and who comes next."""
    now = shown.staff.desk.sight.now
    on = [each for each in shown.lines if each.begins <= now < each.ends]
    ahead = [each for each in shown.lines if each.begins > now]
    starts = min((each.begins for each in ahead), default=now)
    coming = [each for each in ahead if each.begins < starts + TOGETHER]
    groups = []
    if on:
        groups.append((f"On now, until {_until(on)}", _posts(shown, on)))
    if coming:
        groups.append((f"Next, from {when_said(starts)}", _posts(shown, coming)))
    return groups


def empty_soon(shown: RosterShown) -> list[str]:
    """The posts of now and of the next day that nobody has, in sentences."""
    now = shown.staff.desk.sight.now
    rows = [each for each in shown.lines if not each.person and now < each.ends and each.begins < now + LOOK_AHEAD]
    found: dict[tuple[datetime, str], int] = {}
    for each in _first(shown, rows):
        found[each.begins, each.words] = found.get((each.begins, each.words), 0) + 1
    return [
        f"{'Now' if begins <= now else f'From {when_said(begins)}'}: {words}{f', {count} seats' if count > 1 else ''}"
        for (begins, words), count in sorted(found.items(), key=lambda row: row[0][0])
    ]


def _until(lines: Iterable[Line]) -> str:
    """When the first of them ends, and the last where that is later."""
    ends = sorted({each.ends for each in lines})
    return when_said(ends[0]) if len(ends) == 1 else f"{when_said(ends[0])} to {when_said(ends[-1])}"


def _posts(shown: RosterShown, lines: Iterable[Line]) -> list[tuple[str, str, bool]]:
    found: dict[str, list[str]] = {}
    for each in _first(shown, lines):
        found.setdefault(each.words, []).append(shown.staff.name_of(each.person) or "nobody")
    return [(words, ", ".join(names), "nobody" in names) for words, names in found.items()]


def _first(shown: RosterShown, lines: Iterable[Line]) -> list[Line]:
    """What matters most first."""
    return sorted(lines, key=lambda each: (-shown.rota.posts[each.post].level, each.words, each.post))
