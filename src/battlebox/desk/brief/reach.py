"""Where the attacker may be by 6, 24 and 72 hours, in words with chances.

Law: "likely" is at least 5 in 10, "could be" at least 15 in 100; rarer places are counted, never dropped silently.
Not here: what is known now (known.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Final

from battlebox.desk.brief.brief import ReachWindow
from battlebox.desk.brief.findings import Findings
from battlebox.desk.brief.lengths import Lengths
from battlebox.desk.brief.saying import COULD_BE, LIKELY, chance, counted, plain

HOURS: Final = ("6", "24", "72")
_STYLES: Final = ("Royal Borough of ", "London Borough of ", " City Council", " Borough Council", " Council")


def reach(found: Findings, lengths: Lengths) -> tuple[ReachWindow, ...]:
    """One window an hour; confirmed systems are left out, since there the attacker already is."""
    return tuple(_window(found, hour, lengths) for hour in HOURS)


def _window(found: Findings, hour: str, lengths: Lengths) -> ReachWindow:
    sure = {hit.system for hit in found.question.hits if hit.chance >= 1}
    rows = sorted(
        ((row.by_h[hour], row.id) for row in found.reach if row.id not in sure and row.by_h[hour] > 0),
        key=lambda pair: (-pair[0], pair[1]),
    )
    named = _namer(found)
    likely = [(share, key) for share, key in rows if share >= LIKELY]
    could_be = [(share, key) for share, key in rows if COULD_BE <= share < LIKELY]
    rare = rows[len(likely) + len(could_be) :]
    more = f"{counted(len(rare), 'other system')} with a smaller chance" if rare else ""
    if rare and lengths.is_whole:
        more += f": {'; '.join(_said(named, rare, lengths))}"
    return ReachWindow(f"By {hour} hours", _said(named, likely, lengths), _said(named, could_be, lengths), more)


def _said(named: Callable[[str], str], rows: list[tuple[float, str]], lengths: Lengths) -> tuple[str, ...]:
    """The likeliest by name with their chances, the rest counted."""
    words = tuple(f"{named(key)} ({chance(share)})" for share, key in rows[: lengths.rows])
    left = len(rows) - len(words)
    return (*words, f"and {counted(left, 'more system')}") if left > 0 else words


def _namer(found: Findings) -> Callable[[str], str]:
    """A system's name, with its body's where another system has the same name."""
    estate = found.estate
    times = Counter(row.name for row in estate.systems)

    def named(key: str) -> str:
        row = estate.system_by_id[key]
        return f"{row.name}, {short_body(estate.body_by_id[row.body].name)}" if times[row.name] > 1 else plain(row.name)

    return named


def short_body(name: str) -> str:
    """A body's name without the words every council's name has."""
    for words in _STYLES:
        name = name.replace(words, "")
    return name.strip()
