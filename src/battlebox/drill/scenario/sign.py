"""A sign: how the record shows that players did something, by the kind of an entry and what it is about.

Law: a sign is seen in the record or not; nobody's word is taken for it. One that no entry could carry is refused.
Not here: what players were to do (inject.py), reading a record (whoever plays).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.desk import Role
from battlebox.desk.command import Outcome, Reply
from battlebox.desk.picture import Condition, Suspicion
from battlebox.desk.reach import Fate
from battlebox.desk.record import State
from battlebox.desk.tell import Judged, Outlet, Status, Verdict, shipped_library
from battlebox.drill.scenario.errors import Code, ScenarioError
from battlebox.drill.scenario.part import PartKind
from battlebox.estate import Near
from battlebox.journal import Kind

_ORDERS: Final = (Kind.SYSTEM_ISOLATED, Kind.SYSTEM_ACKNOWLEDGED, Kind.SYSTEM_VERIFIED, Kind.SYSTEM_REOPENED)
_CLOCKS: Final = frozenset({Kind.CLOCK_STARTED, Kind.CLOCK_CHANGED, Kind.CLOCK_MET})
_GATES: Final = (Kind.GATE_PASSED, Kind.GATE_FAILED, Kind.GATE_WAIVED, Kind.GATE_HELD, Kind.SYSTEM_LIVE)

ABOUT: Final[Mapping[Kind, tuple[tuple[str, ...], frozenset[PartKind]]]] = {
    Kind.SUSPICION_STATED: (("id",), frozenset({PartKind.SYSTEM, PartKind.PATH, PartKind.BODY})),
    **dict.fromkeys(_ORDERS, (("action",), frozenset({PartKind.SYSTEM, PartKind.PATH}))),
    Kind.PARTNER_ASKED: (("of", "action"), frozenset({PartKind.BODY, PartKind.SYSTEM, PartKind.PATH})),
    Kind.PARTNER_ANSWERED: (("of",), frozenset({PartKind.BODY})),
    Kind.OUTAGE_OBSERVED: (("id",), frozenset({PartKind.SYSTEM, PartKind.SERVICE, PartKind.CHANNEL})),
    Kind.FALLBACK_INVOKED: (("id",), frozenset({PartKind.SERVICE})),
    Kind.STATUS_DRAFTED: (("service",), frozenset({PartKind.SERVICE})),
    Kind.BACKLOG_NOTED: (("id",), frozenset({PartKind.SERVICE})),
    Kind.BULLETIN_RECEIVED: (("from",), frozenset({PartKind.BODY})),
    Kind.BULLETIN_ACKNOWLEDGED: (("body",), frozenset({PartKind.BODY})),
    Kind.ACCESS_GIVEN: (("system",), frozenset({PartKind.SYSTEM})),
    **dict.fromkeys(_GATES, (("system",), frozenset({PartKind.SYSTEM}))),
    **dict.fromkeys(_CLOCKS, (("body", "matter"), frozenset({PartKind.BODY}))),
    Kind.AWARE_SUGGESTED: (("body",), frozenset({PartKind.BODY})),
    Kind.AWARE_DECIDED: (("body",), frozenset({PartKind.BODY})),
    Kind.ASSURANCE_ASKED: (("of",), frozenset({PartKind.BODY})),
    Kind.CONTACT_RUNG: (("whom",), frozenset({PartKind.BODY})),
    Kind.BULLETIN_SENT: (("to",), frozenset({PartKind.BODY})),
    Kind.FACT_RELEASED: (("whom",), frozenset({PartKind.BODY})),
    Kind.MESSAGE_ORDERED: (("whom",), frozenset({PartKind.BODY})),
}
"""Kinds of entries whose header says what they are about: under which words, and which parts can fill them.

The word `action` names an order of the estate: the part is meant where that order isolates, cuts or stops it.
"""
_YES_OR_NO: Final = ("true", "false")
_WRITTEN: Final = ("written",)
"""That the field is filled, whatever it says."""
_BLANKS: Final = ("known", "unknown", "considered", "vulnerable", "review")
_ROLES: Final = {"role": tuple(each.value for each in Role)}
_STATUSES: Final = tuple(each.value for each in Status)
_OUTLETS: Final = {"outlet": tuple(each.value for each in Outlet)}
_JUDGED: Final = {"state": tuple(each.value for each in Judged)}
WHERE: Final[Mapping[Kind, Mapping[str, tuple[str, ...]]]] = {
    Kind.INCIDENT_CHANGED: {"state": tuple(each.value for each in State), "false_alarm": _YES_OR_NO},
    Kind.SUSPICION_STATED: {"state": tuple(each.value for each in Suspicion)},
    Kind.OUTAGE_OBSERVED: {"condition": tuple(each.value for each in Condition)},
    Kind.FACT_STATED: {"status": _STATUSES},
    Kind.FACT_CHANGED: {"status": _STATUSES},
    Kind.FACT_RELEASED: _OUTLETS,
    Kind.MESSAGE_ORDERED: _OUTLETS,
    Kind.PERSON_REACHED: {"fate": tuple(each.value for each in Fate)},
    **dict.fromkeys((Kind.DECISION_MADE, Kind.DECISION_CORRECTED), _ROLES | dict.fromkeys(_BLANKS, _WRITTEN)),
    Kind.ROLE_TAKEN: _ROLES,
    Kind.ROLE_HANDED_OVER: _ROLES,
    Kind.CONTACT_RUNG: {"outcome": tuple(each.value for each in Outcome)},
    Kind.CLOCK_STARTED: _JUDGED,
    Kind.CLOCK_CHANGED: _JUDGED,
}
"""What else a sign may ask of an entry: fields that its header, or a value it writes, must have, and their words."""
UNDONE: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.STATUS_PUBLISHED: ("failed", "test"),
    Kind.PRESS_ANSWERED: ("why_not",),
    Kind.FACT_RELEASED: ("withdraws",),
}
"""Fields by which an entry says that what its kind is called was not done: it shows nothing."""
_NOT_DONE: Final[Mapping[Kind, tuple[str, object]]] = {
    Kind.FALLBACK_INVOKED: ("running", 0),
    Kind.FACT_CLEARED: ("verdict", Verdict.REFUSED.value),
    Kind.PARTNER_ANSWERED: ("reply", Reply.NO_REPLY.value),
}
"""The same, where a word says it: a fallback was ended, a fact was refused, nobody answered."""
_TO_SOMEBODY: Final = frozenset({Kind.CONTACT_RUNG, Kind.BULLETIN_SENT, Kind.FACT_RELEASED, Kind.MESSAGE_ORDERED})
"""Words to somebody: what was said before something was asked for did not say that."""
_HELD: Final = frozenset({Kind.ROLE_TAKEN, Kind.ROLE_HANDED_OVER})
"""Who has a role has it until it is handed over: whoever took it before need not take it again."""
_SAYS_ALL: Final = frozenset({"outlet", "state", "false_alarm", "condition"})
"""Words of `where` by which an entry can be told from every other of its kind."""


class Answer(StrEnum):
    """Whether a branch's signs were seen in time."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign: an entry of that kind, about that part or that clock, with those words in it."""

    kind: Kind
    about: str = ""
    clock: str = ""
    where: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.about and self.kind not in ABOUT:
            raise self._never("about", "what", ABOUT)
        if self.clock and self.kind not in _CLOCKS:
            raise self._never("clock", "which clock", _CLOCKS)
        if self.clock:
            known_clock("clock", self.clock)
        known = WHERE.get(self.kind, {})
        for name, word in self.where:
            if name not in known:
                near = f"for {self.kind}, write one of {', '.join(known)}" if known else f"{self.kind} has no such word"
                raise ScenarioError.of(Code.UNKNOWN_FIELD, found=f"where.{name}", near=near)
            if word not in known[name]:
                raise ScenarioError.of(
                    Code.UNKNOWN_WORD, name=f"where.{name}", found=repr(word), near=near_of(word, known[name])
                )

    @property
    def words(self) -> str:
        """What was written, as one says it: `decision made`."""
        return self.kind.value.replace(":", " ")

    def counts_before(self, names: Collection[str]) -> bool:
        """Whether an entry from before it was asked for can be meant.

        Any decision may be about anything, an order is about its system, and a call of an hour ago did not say what is
        known now.
        """
        if self.kind in _HELD:
            return bool(self.where)
        return bool(self.clock or (self.about and names)) and self.kind not in _TO_SOMEBODY

    def is_kind_alone(self, names: Collection[str]) -> bool:
        """Whether any entry of the kind shows it: then no program can say that it is about this."""
        told = _SAYS_ALL | ({"role"} if self.kind in _HELD else frozenset())
        return not (self.clock or (self.about and names) or any(name in told for name, _ in self.where))

    def is_seen_in(self, kind: str, said: Mapping[str, object], names: Collection[str]) -> bool:
        """Whether an entry shows it.

        `said` is what the entry's header says it is about, with the fields of the values that it writes beside it;
        `names` are the ids that mean the part (`Cast.means`). A part that nothing of the estate fills is not asked for.
        """
        if kind != self.kind.value or any(said.get(name) for name in UNDONE.get(self.kind, ())):
            return False
        name, word = _NOT_DONE.get(self.kind, ("", None))
        if name and said.get(name) == word:
            return False
        keys = ABOUT[self.kind][0] if self.about and names else ()
        if keys and not any(_names(said.get(key)) & set(names) for key in keys):
            return False
        if self.clock and said.get("clock") != self.clock:
            return False
        return all(
            bool(said.get(name)) if word in _WRITTEN else _word(said.get(name)) == word for name, word in self.where
        )

    def _never(self, name: str, what: str, kinds: Iterable[Kind]) -> ScenarioError:
        some = ", ".join(sorted(each.value for each in kinds))
        return ScenarioError.of(Code.NOT_ABOUT, kind=self.kind.value, what=what, name=name, kinds=some)


def known_clock(name: str, found: str) -> None:
    """Raises ScenarioError for a clock that the library does not have, or has switched off."""
    clocks = {each.id: each for each in shipped_library().clocks}
    if found not in clocks:
        raise ScenarioError.of(
            Code.NO_SUCH, name=name, what="the clock", found=repr(found[:60]), near=near_of(found, clocks)
        )
    if clocks[found].off:
        raise ScenarioError.of(Code.CLOCK_OFF, found=found, why=clocks[found].off)


def near_of(found: str, known: Iterable[str]) -> str:
    """A hint: the nearest of what is known, or all of it."""
    names = tuple(known)
    return Near().words(found, names, "did you mean {}?") or f"these are known: {', '.join(names)}"


def _names(found: object) -> set[str]:
    """The ids under a word: one, or a list of them."""
    return {str(each) for each in found} if isinstance(found, list | tuple) else {str(found)}


def _word(found: object) -> str:
    """As a scenario writes it: what a value holds as yes or no is `true` or `false`."""
    return str(found).lower() if isinstance(found, bool) else str(found)
