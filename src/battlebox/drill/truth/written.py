"""What a body had written down by a moment: what it believed of each system, and which of its orders stood.

Law: what was said last of a thing is what stood; nothing is read from what was written later.
Not here: what was so (drill/world).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from battlebox.desk.picture import Subject
from battlebox.drill.play import Deed
from battlebox.journal import Kind


@dataclass(frozen=True, slots=True)
class Written:
    """One thing that was written: of what, how it stood, and the number of the entry."""

    of: str
    state: str
    entry: str


def written_by(deeds: Iterable[Deed]) -> tuple[tuple[Written, ...], tuple[Written, ...]]:
    """What was believed of systems, and the orders that stood, from deeds in order of time."""
    beliefs: dict[str, Written] = {}
    orders: dict[str, Written] = {}
    for deed in deeds:
        said = deed.said
        if deed.kind == Kind.SUSPICION_STATED and said.get("subject") == Subject.SYSTEM:
            name = str(said.get("id", ""))
            beliefs[name] = Written(name, str(said.get("state", "")), deed.number)
        elif "action" in said and "stage" in said:
            name = str(said["action"])
            orders[name] = Written(name, str(said["stage"]), deed.number)
            if deed.kind == Kind.SYSTEM_REOPENED:
                del orders[name]
    return tuple(beliefs.values()), tuple(orders.values())
