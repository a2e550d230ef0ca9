"""What happened to one link, entry by entry: asks, letters, decisions, what was opened and cut, and new suspicions.

Law: it shows what the reader may see, in the order in which it arrived, and leaves nothing of it out.
Not here: how the link stands now (standing.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.desk.gate.indicator import concerning, indicators_of
from battlebox.desk.picture import touched
from battlebox.desk.picture.containment import ORDER
from battlebox.desk.reconnect.asking import wanted_of
from battlebox.desk.reconnect.between import Ends
from battlebox.desk.reconnect.joining import LINK
from battlebox.desk.reconnect.judgement import judgement_thing
from battlebox.desk.reconnect.receiving import WITHDRAWAL, letters_of
from battlebox.desk.reconnect.since import ends_of
from battlebox.desk.record.line import Line
from battlebox.desk.record.sight import Sight
from battlebox.estate import Estate


def history_of(sight: Sight, estate: Estate, ends: Ends) -> tuple[Line, ...]:
    """Every entry about a link that may be seen, in order of arrival."""
    found = {line.id: line for thing in _things(sight, estate, ends) for line in sight.record.history(thing)}
    seen = (sight.seen(line) for line in sorted(found.values(), key=lambda line: line.place))
    return tuple(line for line in seen if line is not None)


def _things(sight: Sight, estate: Estate, ends: Ends) -> Iterator[str]:
    name = ends.path.path
    yield f"{LINK}/{name}"
    yield from (thing for thing, each in wanted_of(sight).items() if name in each.value.paths)
    for found in letters_of(sight):
        if name in found.letter.paths:
            yield from (found.thing, judgement_thing(found))
            yield from (f"{WITHDRAWAL}/{found.name}/{body}" for body in ends.bodies)
    yield from concerning(indicators_of(sight), (ends.path.origin, ends.path.target))
    yield from (f"{ORDER}/{row.action}" for row in estate.actions if name in touched(estate, row))
    yield from (f"{subject.value}/{each}" for subject, each in ends_of(ends))
