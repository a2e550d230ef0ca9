"""What must be said loudly of coming back, gathered once: gates, interim access, and work that began past a gate.

Law: Now, papers and alarms gather it here, so that none of them says less than another.
Not here: the sentences (gate), who is alarmed (web).
"""

from __future__ import annotations

from collections.abc import Iterable

from battlebox.desk.gate import Begun, Loud, SystemGates, accesses_of, loud_of
from battlebox.desk.picture.naming import Names
from battlebox.desk.record.sight import Sight
from battlebox.desk.restore.work import work_of


def loud_now(sight: Sight, names: Names, rows: Iterable[SystemGates]) -> tuple[Loud, ...]:
    """Everything loud of these systems, the loudest first, as far as this sight goes."""
    begun = [
        Begun(each.value.system, each.value.step, each.value.begun, each.value.who, each.number)
        for each in work_of(sight).values()
    ]
    return loud_of(names, rows, accesses_of(sight), sight.now, begun)
