"""Gaps: what a planner wants to know in peacetime, looked for in an estate without mistakes.

Law: gaps never stop an estate from being used; each look is one function that yields in the order of the tables.
Not here: their words (gap.py), mistakes (faults.py), what one loss brings down (downfall.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from itertools import chain
from typing import Final

from battlebox.estate.cells import hours_text
from battlebox.estate.downfall import Downfall, grouped
from battlebox.estate.estate import Estate
from battlebox.estate.gap import Gap, GapCode
from battlebox.estate.gaps_return import gaps_of_return
from battlebox.estate.reading import FALLBACK
from battlebox.estate.selectors import paths_of, things_of
from battlebox.estate.things import Action, Need, Priority, Service, System

STALE_DAYS: Final = 365
"""Days after which a test no longer proves anything (a working value: most plans are looked at once a year)."""
PUBLISHING_DAYS: Final = 90
"""Days after which nobody can be sure any more that the login, the address and the laptop still go together."""
MANY_SERVICES: Final = 3
"""P1 services that one system may stop before it is called a single point under many of them (a working value)."""
NAMED_MAX: Final = 5
"""Names a message lists before it says how many more there are."""


BACKUP_WORDS: Final = {
    "online": "has only an online backup",
    "none": "has no backup",
    None: "does not say how it is backed up",
}
AUDIENCE_WORDS: Final = {"public": "the public", "staff": "its staff", "partner": "its partners"}


def gaps(estate: Estate, today: date, published: Mapping[str, date] | None = None) -> tuple[Gap, ...]:
    """Every gap, services first, then systems, links and orders. Cost: downfall.STEPS_MAX bounds the slow part.

    `published` says when a body last published, or tested it, where residents read: a desk knows, the tables do not.
    """
    publishing = partial(_publishing, published=published or {})
    looks = (_services, _service_needs, _Downfalls.look, publishing, _systems, _vias, _cuts, _isolations, _bodies,
             gaps_of_return)  # fmt: skip
    return tuple(chain.from_iterable(look(estate, today) for look in looks))


def _services(estate: Estate, today: date) -> Iterator[Gap]:
    """What each service's own row says."""
    needing = {need.of for need in estate.needs}
    for row in estate.services:
        if row.rto_microhours >= row.mtpd_microhours:
            rto, mtpd = hours_text(row.rto_microhours), hours_text(row.mtpd_microhours)
            yield Gap.of(GapCode.RTO_NOT_UNDER_MTPD, row.service, name=row.name, rto=rto, mtpd=mtpd)
        yield from _fallback(row, today)
        if not row.has_fallback and f"fallback:{row.service}" in needing:
            yield Gap.of(GapCode.FALLBACK_IS_NONE, row.service, name=row.name)
        if not row.people or row.severity == 0:
            why = "its severity is 0" if row.people else "it serves 0 people a day"
            yield Gap.of(GapCode.SERVICE_UNPRICED, row.service, name=row.name, why=why)
        if row.service not in needing:
            yield Gap.of(GapCode.SERVICE_WITHOUT_NEEDS, row.service, name=row.name)
        if not row.owner:
            yield Gap.of(GapCode.NO_OWNER, row.service, name=row.name)
        if not row.deputy:
            yield Gap.of(GapCode.NO_DEPUTY, row.service, name=row.name)


def _fallback(row: Service, today: date) -> Iterator[Gap]:
    if not row.has_fallback:
        if row.priority in (Priority.P1, Priority.P2) or row.protects.is_people:
            yield Gap.of(GapCode.NO_FALLBACK, row.service, name=row.name, priority=row.priority)
    elif row.fallback_tested_on is None:
        yield Gap.of(GapCode.FALLBACK_UNTESTED, row.service, name=row.name)
    elif (today - row.fallback_tested_on).days > STALE_DAYS:
        yield Gap.of(GapCode.FALLBACK_STALE, row.service, name=row.name, tested=row.fallback_tested_on)


def _service_needs(estate: Estate, _today: date) -> Iterator[Gap]:
    """Services that should be back before a service they cannot do without."""
    services = estate.service_by_id
    for of, rows in grouped(estate.needs):
        row = services.get(of)
        if row is not None and all(_is_slower(services.get(need.on), need, row) for need in rows):
            on = services[rows[0].on]
            rto, other = hours_text(row.rto_microhours), hours_text(on.rto_microhours)
            yield Gap.of(GapCode.RTO_UNDER_SERVICE, of, name=row.name, rto=rto, on=on.name, other=other)


def _is_slower(on: Service | None, need: Need, of: Service) -> bool:
    return on is not None and on.rto_microhours - need.holds_microhours > of.rto_microhours


class _Downfalls:
    """What the loss of single systems shows: single points, and services and channels that one system holds up."""

    def __init__(self, estate: Estate) -> None:
        self._estate = estate
        self._worst: dict[str, tuple[int, System, int]] = {}
        self._silent: dict[tuple[str, str], System] = {}
        self._channels = Counter((row.body, row.audience) for row in estate.channels)
        self._all_of = Counter(row.body for row in estate.channels)
        self._giving = frozenset(row.body for row in estate.services)
        self._alone: dict[str, System] = {}
        self._props: dict[str, list[tuple[str, ...]]] = {}
        for of, rows in grouped(estate.needs):
            if of.startswith(FALLBACK) and estate.service_by_id[of.removeprefix(FALLBACK)].has_fallback:
                self._props.setdefault(of.removeprefix(FALLBACK), []).append(tuple(row.on for row in rows))
        self._fails: dict[str, tuple[System, tuple[str, ...], int]] = {}

    @classmethod
    def look(cls, estate: Estate, _today: date) -> Iterator[Gap]:
        """Single points first, in the order of the systems, then the services, then the channels."""
        looker = cls(estate)
        downfall = Downfall(estate)
        for system, stopped in downfall.each():
            row = estate.system_by_id[system]
            looker._note_rebuild(row, stopped)
            looker._note_channels(row, stopped)
            looker._note_fallbacks(row, stopped)
            yield from looker._single_point(row, stopped)
        yield from looker._rebuilds()
        yield from looker._silences()
        yield from looker._failing()
        if downfall.unseen:
            yield Gap.of(GapCode.NOT_ALL_LOOKED_AT, "", count=downfall.unseen)

    def _note_rebuild(self, system: System, stopped: Mapping[str, int]) -> None:
        """Keep, for each service, the system whose rebuilding it would feel longest, and how many outlast its RTO."""
        services = self._estate.service_by_id
        for one, after in stopped.items() if system.rebuild_microhours else ():
            felt = (system.rebuild_microhours or 0) - after
            if one in services and felt > 0:
                most, slowest, count = self._worst.get(one, (0, system, 0))
                late = count + (felt > services[one].rto_microhours)
                self._worst[one] = (felt, system, late) if felt > most else (most, slowest, late)

    def _note_channels(self, system: System, stopped: Mapping[str, int]) -> None:
        channels = self._estate.channel_by_id
        lost = Counter((channels[one].body, channels[one].audience) for one in stopped if one in channels)
        for key, count in lost.items():
            if count == self._channels[key]:
                self._silent.setdefault(key, system)
        for body, count in Counter(channels[one].body for one in stopped if one in channels).items():
            if body in self._giving and count == self._all_of[body] > 1:
                self._alone.setdefault(body, system)

    def _note_fallbacks(self, system: System, stopped: Mapping[str, int]) -> None:
        """Keep services that stop together with all the alternatives of something their fallback rests on."""
        for name in stopped:
            for ways in self._props.get(name, ()):
                if all(way in stopped for way in ways):
                    first, lost, count = self._fails.get(name, (system, ways, 0))
                    self._fails[name] = (first, lost, count + 1)
                    break

    def _single_point(self, system: System, stopped: Mapping[str, int]) -> Iterator[Gap]:
        services = self._estate.service_by_id
        first = (services[one] for one in stopped if one in services)
        names = [self._name(row, system) for row in first if row.priority is Priority.P1]
        if len(names) >= MANY_SERVICES:
            yield Gap.of(
                GapCode.SINGLE_POINT, system.system, name=system.name, count=len(names), services=_listed(names)
            )

    def _name(self, service: Service, system: System) -> str:
        """The service's name, with its body's where that is not the host: councils call their services alike."""
        if service.body == system.body:
            return service.name
        return f"{service.name} ({self._estate.body_by_id[service.body].name})"

    def _rebuilds(self) -> Iterator[Gap]:
        for row in self._estate.services:
            felt, system, late = self._worst.get(row.service, (0, None, 0))
            if system is None:
                continue
            words = {"name": row.name, "system": system.name, "rebuild": hours_text(system.rebuild_microhours or 0)}
            if felt > row.rto_microhours:
                more = "" if late == 1 else f" ({late - 1} more like it)"
                rto = hours_text(row.rto_microhours)
                yield Gap.of(GapCode.RTO_UNDER_REBUILD, row.service, rto=rto, more=more, **words)
            until = row.fallback_start_microhours + (row.fallback_microhours or 0)
            if row.has_fallback and felt > until:
                left = hours_text(felt - until)
                yield Gap.of(GapCode.FALLBACK_SHORT, row.service, until=hours_text(until), left=left, **words)

    def _silences(self) -> Iterator[Gap]:
        for (body, audience), system in self._silent.items():
            names = [row.name for row in self._estate.channels if (row.body, row.audience) == (body, audience)]
            name = self._estate.body_by_id[body].name
            yield Gap.of(
                GapCode.CHANNELS_FALL_TOGETHER,
                body,
                system=system.name,
                name=name,
                audience=AUDIENCE_WORDS[audience],
                channels=_listed(names),
            )
        for body, system in self._alone.items():
            names = [row.name for row in self._estate.channels if row.body == body]
            yield Gap.of(
                GapCode.CHANNELS_REST_ON_ONE,
                body,
                system=system.name,
                name=self._estate.body_by_id[body].name,
                count=len(names),
                channels=_listed(names),
            )

    def _failing(self) -> Iterator[Gap]:
        """Fallbacks that fail by the very loss that they are for."""
        for row in self._estate.services:
            if row.service not in self._fails:
                continue
            system, ways, count = self._fails[row.service]
            lost = " and ".join(self._estate.thing_by_id[way].name for way in ways)
            more = "" if count == 1 else f" ({count - 1} more like it)"
            words = {"name": self._name(row, system), "system": system.name, "lost": lost, "more": more}
            yield Gap.of(GapCode.FALLBACK_FALLS_TOO, row.service, **words)


def pages_elsewhere(estate: Estate) -> dict[str, list[Service]]:
    """Public pages that others carry, by channel, with the services whose fallback rests on them."""
    services, channels = estate.service_by_id, estate.channel_by_id
    resting: dict[str, list[Service]] = {}
    for need in estate.needs:
        channel = channels.get(need.on)
        if channel is None or not need.of.startswith(FALLBACK) or (channel.kind, channel.audience) != ("web", "public"):
            continue
        row = services[need.of.removeprefix(FALLBACK)]
        # A page that the body carries itself is part of its website, and falls with it.
        if channel.body != row.body and row.has_fallback:
            resting.setdefault(channel.channel, []).append(row)
    return resting


def _publishing(estate: Estate, today: date, *, published: Mapping[str, date]) -> Iterator[Gap]:
    """Public pages that others carry, on which a fallback rests, and that nobody has lately published on."""
    channels = estate.channel_by_id
    for one, rows in pages_elsewhere(estate).items():
        told = (each for row in rows for each in (row.fallback_tested_on, published.get(row.body)))
        tested = max((each for each in told if each is not None), default=None)
        words = {"name": channels[one].name, "services": _listed(row.name for row in rows)}
        if tested is None:
            yield Gap.of(GapCode.PUBLISHING_UNTESTED, one, **words)
        elif (today - tested).days > PUBLISHING_DAYS:
            yield Gap.of(GapCode.PUBLISHING_STALE, one, tested=tested, **words)


def _systems(estate: Estate, today: date) -> Iterator[Gap]:
    """What each system's own row says."""
    for row in estate.systems:
        if not row.owner:
            yield Gap.of(GapCode.NO_OWNER, row.system, name=row.name)
        if row.backup != "offline":
            yield Gap.of(GapCode.NO_OFFLINE_BACKUP, row.system, name=row.name, backup=BACKUP_WORDS[row.backup])
        if row.restore_tested_on is None:
            yield Gap.of(GapCode.RESTORE_UNTESTED, row.system, name=row.name)
        elif (today - row.restore_tested_on).days > STALE_DAYS:
            yield Gap.of(GapCode.RESTORE_STALE, row.system, name=row.name, tested=row.restore_tested_on)


def _vias(estate: Estate, _today: date) -> Iterator[Gap]:
    """Needs between two bodies that do not say over which paths they run."""
    things = estate.thing_by_id
    for need in estate.needs:
        of, on = things[need.of.removeprefix(FALLBACK)], things[need.on]
        if not need.via and of.body != on.body:
            body, other = estate.body_by_id[of.body].name, estate.body_by_id[on.body].name
            name = f"the fallback of {of.name}" if need.of.startswith(FALLBACK) else of.name
            yield Gap.of(GapCode.NEED_WITHOUT_VIA, need.of, of=name, body=body, on=on.name, other=other)


def _cuts(estate: Estate, _today: date) -> Iterator[Gap]:
    """Paths that nobody can cut."""
    cut = paths_of(estate, dict.fromkeys(one for action in estate.actions for one in action.cuts))
    systems = estate.system_by_id
    for row in estate.paths:
        if row.owner is None and row.path not in cut:
            ends = {"origin": systems[row.origin].name, "target": systems[row.target].name}
            yield Gap.of(GapCode.PATH_NOBODY_CUTS, row.path, **ends)


def _isolations(estate: Estate, _today: date) -> Iterator[Gap]:
    """Systems that cannot be checked apart, and orders that check nothing."""
    alone: set[str] = set()
    for action in estate.actions:
        systems = _isolated(estate, action)
        if len(systems) == 1:
            alone |= systems
        elif systems:
            yield Gap.of(GapCode.ISOLATES_SEVERAL, action.action, name=action.name, count=len(systems))
        if not (action.isolates or action.cuts or action.stops):
            yield Gap.of(GapCode.ACTION_DOES_NOTHING, action.action, name=action.name)
    exposed = {end for row in estate.paths for end in (row.origin, row.target)}
    for row in estate.systems:
        if row.system in exposed and row.system not in alone:
            yield Gap.of(GapCode.NOT_ISOLATED_ALONE, row.system, name=row.name)


def _isolated(estate: Estate, action: Action) -> set[str]:
    return {one for one in things_of(estate, action.isolates) if one in estate.system_by_id}


def _bodies(estate: Estate, _today: date) -> Iterator[Gap]:
    """Bodies that host systems and can order nothing."""
    hosts = {row.body for row in estate.systems} - {row.body for row in estate.actions}
    for row in estate.bodies:
        if row.body in hosts:
            yield Gap.of(GapCode.BODY_WITHOUT_ACTION, row.body, name=row.name)


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    more = len(every) - NAMED_MAX
    return ", ".join(every[:NAMED_MAX]) + (f" and {more} more" if more > 0 else "")
