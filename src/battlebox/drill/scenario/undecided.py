"""Where players would have nothing to decide: systems and links that no order of the estate isolates, cuts or stops.

Law: it is said before the drill, with what the scenario wants of it and the row to add; it refuses nothing, for what an
estate cannot order is often what a drill is to find out.
Not here: filling parts (casting.py), what an order would do (engine).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from battlebox.drill.scenario.cast import Cast
from battlebox.drill.scenario.event import EventKind
from battlebox.drill.scenario.part import PartKind
from battlebox.drill.scenario.sign import Sign
from battlebox.estate import Estate, paths_of, things_of
from battlebox.journal import Kind

_BY_ORDER: Final = frozenset({Kind.SYSTEM_ISOLATED, Kind.SYSTEM_ACKNOWLEDGED, Kind.SYSTEM_VERIFIED})


@dataclass(frozen=True, slots=True)
class Undecided:
    """A part that no order is about. `id` and `name` are the estate's, `wanted` says where the scenario wants one."""

    part: str
    kind: PartKind
    id: str
    name: str
    body: str
    wanted: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What is so, in words."""
        does = "cuts" if self.kind is PartKind.PATH else "isolates, cuts off or stops"
        return (
            f"no order of this estate {does} {self.name} ({self.id}), so there players would have nothing to decide: "
            f"{'; '.join(self.wanted)}"
        )

    @property
    def hint(self) -> str:
        """What to add, in words."""
        if self.kind is PartKind.PATH:
            return f"add a row to actions with path:{self.id} under cuts, and under body whoever may order it"
        return f"add a row to actions with system:{self.id} under isolates, and {self.body} under body"


def undecided(cast: Cast, estate: Estate) -> tuple[Undecided, ...]:
    """Every such part of a cast, in the order of the scenario's parts. What has only a stand-in is none."""
    found = []
    for part in cast.scenario.parts:
        filled = cast.of(part.id)
        if part.kind not in (PartKind.SYSTEM, PartKind.PATH) or not filled.id:
            continue
        wanted = list(_expected(cast, part.id))
        if part.kind is PartKind.SYSTEM and not _is_kept_in(estate, filled.id):
            wanted = [*_held(cast, part.id), *wanted]
        if wanted and filled.means == {filled.id}:
            path = estate.path_by_id.get(filled.id)
            body = estate.system_by_id[filled.id if path is None else path.origin].body
            found.append(Undecided(part.id, part.kind, filled.id, filled.name, body, tuple(wanted)))
    return tuple(found)


def _expected(cast: Cast, part: str) -> Iterator[str]:
    for inject in cast.scenario.injects:
        if any(_is_order(sign, part) for expected in inject.expected for sign in expected.any):
            yield f"inject {inject.number} asks for such an order"
    for branch in cast.scenario.branches:
        if part in branch.shut:
            yield f"the branch {branch.id} asks whether it is shut off"


def _is_order(sign: Sign, part: str) -> bool:
    return sign.kind in _BY_ORDER and sign.about == part


def _held(cast: Cast, part: str) -> Iterator[str]:
    if part in cast.scenario.attack.at:
        yield "the attacker is in it when the story begins"
    for event in cast.scenario.events:
        if event.kind is EventKind.TAKEN and event.of == part:
            yield f"the event {event.id} has the attacker take it"


def _is_kept_in(estate: Estate, system: str) -> bool:
    """Whether an order shuts any link at a system, or has it inside what it isolates or stops."""
    ends = {row.path for row in estate.paths if system in (row.origin, row.target)}
    for row in estate.actions:
        if system in things_of(estate, (*row.isolates, *row.stops)) or ends & paths_of(estate, row.cuts):
            return True
    return False
