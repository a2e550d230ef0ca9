"""Why answers do not hold any more: a new sign of the attack, or a system newly suspected or confirmed.

Law: an answer holds for what was known when it was given, and for nothing that came to be known since; what an officer
could not see, their answer did not know.
Not here: the other ways in which a gate opens (standing.py), recording a sign (indicator.py) or a suspicion (picture).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.picture.suspicion import SUSPICION, Belief, Subject, Suspicion
from battlebox.desk.record.sharing import once_each, said_again
from battlebox.desk.record.sight import Sight
from battlebox.desk.restore.gate import GateKind
from battlebox.desk.restore.indicator import INDICATOR, indicators_of

_BAD: Final = (Suspicion.SUSPECTED, Suspicion.CONFIRMED)
"""From bad to worse."""
OPENS: Final[dict[GateKind, str]] = {
    GateKind.SCOPE: "what the attacker touched was settled without it",
    GateKind.SOURCE: "the clean copy may be younger than the first bad date",
    GateKind.MONITORED: "nobody has said that the watch looks for it",
    GateKind.OWNER: "whoever signed did not know of it",
    GateKind.DECISION: "it was decided without knowing of it",
}
"""The gates that open again, each with why. What is imaged stays imaged, patches stay on, data stay checked."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that came to be known of a system. `key` is the same at every desk; `entry` says so."""

    key: str
    words: str
    entry: str


Causes = dict[str, tuple[Cause, ...]]


def causes_of(sight: Sight) -> Causes:
    """What came to be known of each system, by system: signs that stand, and each turn to the worse of a suspicion."""

    def find() -> Causes:
        found: dict[str, list[Cause]] = {}
        for thing, said in indicators_of(sight).items():
            for version in said:
                if version.value.counts:
                    words = f"indicator {version.number}: {version.value.what.splitlines()[0]}"
                    for system in version.value.systems:
                        known = found.setdefault(system, [])
                        if all(each.key != thing for each in known):
                            known.append(Cause(thing, words, version.entry))
        for thing in sight.things(Subject.SYSTEM.value, SUSPICION):
            system = thing.partition("/")[2]
            found.setdefault(system, []).extend(_turns(sight, thing))
        return {system: tuple(causes) for system, causes in found.items()}

    return sight.shared("causes", (INDICATOR, Subject.SYSTEM.value), find)


def _turns(sight: Sight, thing: str) -> list[Cause]:
    """The statements with which a suspicion began or got worse; saying the same again is no news."""
    told = once_each(sight, sight.told(thing, SUSPICION, Belief))
    record = sight.record
    # The order in which desks wrote, each having read the other: the same wherever the record is read.
    told = tuple(sorted(told, key=lambda each: (record.line(each.entry).header.depth, each.entry)))
    found, before = list[Cause](), -1
    for said in told:
        state = said.value.state
        rank = _BAD.index(state) if state in _BAD else -1
        if rank > before:
            # What is shared later has another number and is the same news.
            key = said_again(sight, said.entry) or said.entry
            found.append(Cause(key, f"{state.value} since {said.number}, says {said.value.source}", said.entry))
        before = rank
    return found
