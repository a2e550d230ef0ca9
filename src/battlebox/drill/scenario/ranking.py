"""How well each row of an estate fills a part: one rule for every way of picking.

Law: a rank is a tuple of plain figures, the larger the better; what does not fill the part at all has none.
Not here: telling equals apart, stand-ins (casting.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from battlebox.drill.scenario.part import Part, PartKind, Pick
from battlebox.estate import BodyKind, Estate, PathKind, Service, System

Rank = tuple[float, ...]
Ranked = dict[str, Rank]
_FALLBACK: Final = "fallback:"
_SHARERS: Final = frozenset({BodyKind.COUNCIL, BodyKind.NHS, BodyKind.POLICE, BodyKind.PARTNERSHIP})
"""Who may share IT and speak for itself: suppliers and what the tables call `other` do not warn a council."""
_DATA: Final = 4
_NEED: Final = 2


@dataclass(frozen=True)
class Shared:
    """What bodies of an estate have to do with each other, and what stands on what; worked out once."""

    estate: Estate

    @cached_property
    def host(self) -> dict[str, str]:
        """The body of every system, service and channel."""
        return {key: row.body for key, row in self.estate.thing_by_id.items()}

    @cached_property
    def weight(self) -> Counter[frozenset[str]]:
        """How much two bodies share: data held for each other, needs across, paths between."""
        found: Counter[frozenset[str]] = Counter()
        for row in self.estate.systems:
            for owner in row.data_of:
                found[frozenset({row.body, owner})] += _DATA
        for need in self.estate.needs:
            found[frozenset({self._body(need.of), self._body(need.on)})] += _NEED
        for path in self.estate.paths:
            found[frozenset({self._body(path.origin), self._body(path.target)})] += 1
        return found

    @cached_property
    def under(self) -> dict[str, frozenset[str]]:
        """What each thing stands on, however far down; fallbacks left out."""
        below: dict[str, set[str]] = {}
        for need in self.estate.needs:
            if not need.of.startswith(_FALLBACK):
                below.setdefault(need.of, set()).add(need.on)
        return {key: frozenset(_reach(below, key)) for key in self.estate.thing_by_id}

    @cached_property
    def direct(self) -> dict[str, tuple[str, ...]]:
        """What each thing needs by a row of its own."""
        return {key: tuple(dict.fromkeys(need.on for need in every)) for key, every in self.estate.needs_by_of.items()}

    @cached_property
    def onto(self) -> dict[str, Counter[str]]:
        """By system, how many services and how many systems stand on it."""
        found: dict[str, Counter[str]] = {row.system: Counter() for row in self.estate.systems}
        for key, below in self.under.items():
            kind = "service" if key in self.estate.service_by_id else "system"
            for each in below & found.keys():
                found[each][kind] += 1
        return found

    def _body(self, key: str) -> str:
        return self.host.get(key.removeprefix(_FALLBACK), "")


@dataclass(frozen=True)
class Ranks:
    """The ranks of what could fill a part."""

    shared: Shared

    @property
    def estate(self) -> Estate:
        """The estate whose rows are ranked."""
        return self.shared.estate

    def of(self, part: Part, of: str, at: str) -> Ranked:
        """What could fill a part and how well; `of` and `at` are the ids that fill the parts it names."""
        rules: dict[Pick, Callable[[], Iterable[tuple[str, Rank]]]] = {
            Pick.SHARES_WITH: lambda: self._sharers(of),
            Pick.SUPPLIES: lambda: self._suppliers(of),
            Pick.STRANGER_TO: lambda: self._strangers(of),
            Pick.MOST_STAND_ON: lambda: self._foundations(of),
            Pick.BEHIND: lambda: self._behind(of),
            Pick.HOLDS_DATA_OF: lambda: self._holders(of, at),
            Pick.REACHED_FROM: lambda: self._reached(of, at),
            Pick.LIKE: lambda: self._of_body(part.kind, of),
            Pick.SOONEST_HARM: lambda: self._soonest(each for each in self.estate.services if each.body == of),
            Pick.STANDS_ON: lambda: self._standing(of, at),
            Pick.BETWEEN: lambda: self._links(of, at),
            Pick.REACHES_PUBLIC: lambda: self._channels(of),
        }
        ranked = dict(rules[part.pick]())
        if not part.like:
            return ranked
        liked = {key: (like, *rank) for key, rank in ranked.items() if (like := self._like(part, key))}
        return liked or ({} if part.pick is Pick.LIKE else ranked)

    def _like(self, part: Part, key: str) -> float:
        """How early in `like` stands a word that fits; 0 for none."""
        row = self.estate.body_by_id[key] if part.kind is PartKind.BODY else self.estate.thing_by_id[key]
        names = [row.name.casefold(), str(getattr(row, "kind", "") or "").casefold()]
        number = str(row.lgsl or "") if isinstance(row, Service) else ""
        for at, word in enumerate(part.like):
            if word == number or any(word.casefold() in name for name in names):
                return len(part.like) - at
        return 0

    def _sharers(self, of: str) -> Iterator[tuple[str, Rank]]:
        for row in self.estate.bodies:
            weight = self.shared.weight[frozenset({of, row.body})]
            if row.body != of and weight and row.kind in _SHARERS:
                yield row.body, (row.kind is BodyKind.COUNCIL, weight)

    def _suppliers(self, of: str) -> Iterator[tuple[str, Rank]]:
        for row in self.estate.bodies:
            weight = self.shared.weight[frozenset({of, row.body})]
            if row.kind is BodyKind.SUPPLIER and weight and any(self._systems(row.body)):
                yield row.body, (weight,)

    def _strangers(self, of: str) -> Iterator[tuple[str, Rank]]:
        for row in self.estate.bodies:
            if row.body != of and not self.shared.weight[frozenset({of, row.body})]:
                yield row.body, (row.kind is BodyKind.COUNCIL,)

    def _foundations(self, of: str) -> Iterator[tuple[str, Rank]]:
        for row in self._systems(of):
            onto = self.shared.onto[row.system]
            yield row.system, (onto["service"], onto["system"])

    def _behind(self, of: str) -> Iterator[tuple[str, Rank]]:
        for key in self.shared.direct.get(of, ()):
            row = self.estate.system_by_id.get(key)
            if row is not None:
                onto = self.shared.onto[key]
                is_case = any(kind.is_personal for kind in row.data_kinds)
                yield key, (is_case, row.sensitive * row.records, -onto["service"])

    def _holders(self, of: str, at: str) -> Iterator[tuple[str, Rank]]:
        for row in self._systems(at):
            owners = row.data_of or (row.body,)
            if of in owners and any(kind.is_personal for kind in row.data_kinds):
                yield row.system, (row.sensitive * row.records, row.records)

    def _reached(self, of: str, at: str) -> Iterator[tuple[str, Rank]]:
        found: Ranked = {}
        for path in self.estate.paths:
            ends = [(path.origin, path.target)] + ([(path.target, path.origin)] if path.both_ways else [])
            for here, there in ends:
                is_there = not at or self.shared.host.get(there) == at
                if here == of and there != of and is_there and there in self.estate.system_by_id:
                    found[there] = max(found.get(there, (0.0,)), (path.chance,))
        yield from found.items()

    def _standing(self, of: str, at: str) -> Iterator[tuple[str, Rank]]:
        yield from self._soonest(
            each for each in self.estate.services if each.body == at and of in self.shared.under[each.service]
        )

    def _soonest(self, services: Iterable[Service]) -> Iterator[tuple[str, Rank]]:
        for row in services:
            yield row.service, (-int(row.priority[1:]), -row.mtpd_microhours, row.protects.is_people)

    def _links(self, of: str, at: str) -> Iterator[tuple[str, Rank]]:
        across = Counter(each for need in self.estate.needs for each in need.via)
        for key in self.estate.paths_by_bodies.get(frozenset({of, at}), ()):
            path = self.estate.path_by_id[key]
            yield key, (across[key], path.kind is PathKind.ROUTE, path.chance)

    def _channels(self, of: str) -> Iterator[tuple[str, Rank]]:
        for row in self.estate.channels:
            if row.body == of and row.audience == "public":
                yield row.channel, (row.kind == "phone", row.kind == "web")

    def _of_body(self, kind: PartKind, of: str) -> Iterator[tuple[str, Rank]]:
        if kind is PartKind.SYSTEM:
            yield from self._foundations(of)
        else:
            yield from self._soonest(each for each in self.estate.services if each.body == of)

    def _systems(self, of: str) -> Iterator[System]:
        return (row for row in self.estate.systems if row.body == of)


def _reach(below: dict[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    ahead = [start]
    while ahead:
        for each in below.get(ahead.pop(), ()):
            if each not in found:
                found.add(each)
                ahead.append(each)
    return found
