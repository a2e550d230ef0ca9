"""Facts that contradict each other: what one says is so, the other says is not so, or not known.

Law: what is only believed does not contradict what is not known; a question that takes for granted that something is so
(how many, which) contradicts nobody who says that it is; what is superseded says nothing, and a fact that this reader
may not see is not told of.
Not here: the same words under two labels (twins.py), which facts stand in words (found.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from battlebox.desk.record.sight import Sight
from battlebox.desk.tell.fact import FACT, Fact, Status, facts_of, versions_of
from battlebox.desk.wording import answers_of, denied, plain, takes_granted


def contrary_to(sight: Sight, thing: str) -> tuple[str, ...]:
    """The other facts of which a version that stands contradicts a standing version of this one."""
    return sight.shared(("facts against facts",), (FACT,), lambda: _found(sight)).get(thing, ())


@dataclass(frozen=True, slots=True)
class _Claims:
    """What a fact says, in plain sentences: that some are so, that some are not, that of some nobody knows."""

    status: Status
    so: frozenset[str] = frozenset()
    not_so: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()

    @classmethod
    def of(cls, fact: Fact) -> _Claims:
        """Those of one version."""
        wording, status = plain(fact.wording), fact.status
        said, turned = frozenset({wording}), frozenset(denied(wording))
        if status is Status.UNKNOWN:
            asked = frozenset(() if takes_granted(wording) else answers_of(fact.wording))
            return cls(status, unknown=asked | said)
        return cls(status, turned, said) if status is Status.DENIED else cls(status, said, turned)

    @property
    def all(self) -> frozenset[str]:
        """Every sentence that it says something of."""
        return self.so | self.not_so | self.unknown

    def against(self, other: _Claims) -> bool:
        """Whether both cannot be told of the same thing."""
        if {self.status, other.status} == {Status.CONFIRMED, Status.BELIEVED} and self.so & other.so:
            return True
        if self.so & other.not_so or self.not_so & other.so:
            return True
        sure = [each for each in (self, other) if each.status in (Status.CONFIRMED, Status.DENIED)]
        return any((one.so | one.not_so) & (self.unknown | other.unknown) for one in sure)


def _found(sight: Sight) -> dict[str, tuple[str, ...]]:
    """Which contradict which, found once for all: only those that say something of the same sentence are asked."""
    claims = {thing: _claims_of(sight, thing) for thing, _ in facts_of(sight)}
    saying: dict[str, dict[str, None]] = {}
    for thing, those in claims.items():
        for sentence in frozenset[str]().union(*(each.all for each in those)):
            saying.setdefault(sentence, {})[thing] = None
    found: dict[str, dict[str, None]] = {}
    for things in saying.values():
        for one in things:
            for other in things:
                if one != other and _any_against(claims[one], claims[other]):
                    found.setdefault(one, {})[other] = None
    return {thing: tuple(others) for thing, others in found.items()}


def _claims_of(sight: Sight, thing: str) -> tuple[_Claims, ...]:
    standing = (each.value for each in versions_of(sight, thing))
    return tuple(_Claims.of(each) for each in standing if each.status is not Status.SUPERSEDED and plain(each.wording))


def _any_against(ours: Sequence[_Claims], theirs: Sequence[_Claims]) -> bool:
    return any(one.against(other) for one in ours for other in theirs)
