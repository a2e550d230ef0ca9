"""Why one order, in words: the ways in it closes, what it spares and where, what it stops and for whom, its "ifs".

Law: an order that is not advised is told in the same sentences as one that is; what is not named is counted; every
"if" is worked out by the engine, one figure at a time.
Not here: the figures (engine), the plan as a whole (counsel.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from battlebox.desk.brief.cut import CUT_SHORT
from battlebox.desk.brief.lengths import SHORT, Lengths
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import chance, counted, duration, hours_of, listed, people, plain, within
from battlebox.desk.brief.turns import staying, turning
from battlebox.engine import EVERYTHING, Explained, OwnStop, Route, ServiceHours
from battlebox.estate import Estate

_HARDLY: Final = 0.01
"""Ways in that the attacker takes in fewer worlds than this are counted, not named."""
_ROWS: Final = 5
_ALONE: Final = "Each figure was moved alone; several together may turn it sooner."
_POINTED: Final = "The figures point to this order."
_TOGETHER: Final = "The figures point to this order together with others, but by itself it makes no clear difference."


@dataclass(frozen=True, slots=True)
class OrderWhy:
    """One order explained, ready for any layout; empty tuples are shown as what they mean, never left out.

    `turns` are the figures that would turn the verdict, under the heading `turns_title`; `stays` those that would not.
    """

    action: str
    title: str
    verdict: tuple[str, ...]
    routes: tuple[str, ...]
    spares: tuple[str, ...]
    stops: tuple[str, ...]
    turns_title: str
    turns: tuple[str, ...]
    stays: tuple[str, ...]

    @property
    def parts(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What follows the verdict: headings, each with its lines, in the order they are read."""
        rows = (
            ("Ways in that it closes", self.routes),
            ("What it spares", self.spares),
            ("What it stops, and for whom", self.stops),
            (self.turns_title, (*self.turns, _ALONE) if self.turns else ()),
            ("Whatever these are, alone, the answer is the same", self.stays),
        )
        return tuple((title, lines) for title, lines in rows if lines)


def order_why(estate: Estate, found: Explained, lengths: Lengths = SHORT) -> OrderWhy:
    """The engine's explanation of one order, in sentences."""
    said = _Said(estate, found, max(_ROWS, lengths.rows))
    return OrderWhy(
        action=found.action,
        title=said.order(found.action),
        verdict=tuple(said.verdict()),
        routes=tuple(said.routes()),
        spares=tuple(said.spares()),
        stops=tuple(said.stops()),
        turns_title="It would not be worth it if" if found.saving.mean > 0 else "It would be worth it if",
        turns=turning(estate, found.breaks, good=found.saving.mean > 0),
        stays=staying(estate, found.breaks),
    )


def order_name(estate: Estate, key: str) -> str:
    """An order by name, and whose it is."""
    if key == EVERYTHING:
        return "Shut everything down, every council its own"
    row = estate.action_by_id[key]
    return f"{plain(row.name)} ({short_body(estate.body_by_id[row.body].name)})"


@dataclass(frozen=True)
class _Said:
    """The sentences of one explanation; at most so many rows of each kind are named."""

    estate: Estate
    found: Explained
    most: int

    def order(self, key: str) -> str:
        """An order by name, and whose it is."""
        return order_name(self.estate, key)

    def quoted(self, key: str) -> str:
        """An order's name as it is read in a sentence."""
        if key == EVERYTHING:
            return "shutting everything down"
        return f"\u201c{plain(self.estate.action_by_id[key].name)}\u201d"

    def body(self, key: str) -> str:
        """A body by its short name."""
        return short_body(self.estate.body_by_id[key].name)

    def system(self, key: str) -> str:
        """A system by name, and whose."""
        row = self.estate.system_by_id[key]
        return f"{plain(row.name)} ({self.body(row.body)})"

    def place(self, key: str) -> str:
        """A system by name; whose it is where another has the same name."""
        row = self.estate.system_by_id[key]
        alike = sum(each.name == row.name for each in self.estate.systems)
        return self.system(key) if alike > 1 else plain(row.name)

    def verdict(self) -> Iterator[str]:
        """What the figures say of it, and what had to give way to it."""
        found = self.found
        if found.planned:
            yield _POINTED if found.is_worth else _TOGETHER
        elif not found.is_clear:
            yield (
                "The figures do not point to this order: "
                "beside the orders they do point to, it makes no clear difference."
            )
        elif found.is_worth:
            yield "Beside the orders the figures point to, this one would save more than it does harm."
        else:
            yield (
                "The figures do not point to this order: "
                "beside those they do point to, it does more harm than it saves."
            )
        gains = [name for name, value in self._columns() if value > 0]
        losses = [name for name, value in self._columns() if value < 0]
        if gains or losses:
            yield f"Less harm to: {listed(gains, 3)}. More harm to: {listed(losses, 3)}."
        if found.drops:
            yield (
                "It stands instead of orders that cannot be given with it: "
                f"{listed([self.order(key) for key in found.drops], self.most, between='; ')}."
            )
        if found.is_cut:
            yield CUT_SHORT

    def _columns(self) -> tuple[tuple[str, float], ...]:
        return (
            ("services that protect people", self.found.people),
            ("other services", self.found.service),
            ("people whose records are held", self.found.records),
        )

    def routes(self) -> Iterator[str]:
        """The ways in that it closes, those most used first."""
        used = [row for row in self.found.routes if row.used >= _HARDLY]
        for row in used[: self.most]:
            yield f"{self._path(row)}: {self._how_used(row)}"
        left = len(used) - self.most
        if left > 0:
            yield f"and {counted(left, 'more way')} that he comes by now and then"
        rare = len(self.found.routes) - len(used)
        if rare:
            yield f"{'and ' if used else ''}{counted(rare, 'way')} that he hardly ever comes by"
        if not self.found.routes:
            yield "It closes no way in."

    def _path(self, row: Route) -> str:
        return f"From {self.place(row.origin)} to {self.place(row.target)}"

    def _how_used(self, row: Route) -> str:
        by = f"without it the attacker comes this way ({chance(row.used)})"
        if row.in_time < _HARDLY:
            by += ", but mostly before the order works"
        elif chance(row.in_time) != chance(row.used):
            by += f"; it is closed before he does ({chance(row.in_time)})"
        if row.others:
            by += f". Also closed by {listed([self.quoted(key) for key in row.others], 2)}"
        return by

    def spares(self) -> Iterator[str]:
        """Systems less often reached, systems checked in time, services out for less long."""
        found = self.found
        near = [row for row in found.spares if row.without - row.with_it >= _HARDLY]
        for row in near[: self.most]:
            now = chance(row.without)
            then = chance(row.with_it)
            less = f"{then} instead of {now}" if then != now else f"a little less than {now}"
            yield f"{self.system(row.system)}: the attacker gets there ({less})"
        if len(near) > self.most:
            rest = near[self.most :]
            bodies = dict.fromkeys(self.body(row.body) for row in rest)
            yield f"and {counted(len(rest), 'more system')} less often reached ({', '.join(bodies)})"
        for each in [row for row in found.checks if row.reached >= _HARDLY][: self.most]:
            yield (
                f"{self.system(each.system)} is checked: the attacker may be in it ({chance(each.reached)}), "
                "and what is checked in time is not lost"
            )
        yield from self._services(found.shorter)
        if not near and not found.shorter and not any(row.reached >= _HARDLY for row in found.checks):
            yield "It spares nothing that these figures can tell."

    def _services(self, rows: Sequence[ServiceHours]) -> Iterator[str]:
        for row in rows[: self.most]:
            service = self.estate.service_by_id[row.service]
            one, other = duration(row.without), duration(row.with_it)
            instead = f"{other} instead of {one}" if one != other else f"a little less than {one}"
            yield f"{plain(service.name)}, {self.body(row.body)}: out {instead} on average"
        if len(rows) > self.most:
            bodies = dict.fromkeys(self.body(row.body) for row in rows[self.most :])
            yield f"and {counted(len(rows) - self.most, 'more service')} ({', '.join(bodies)})"

    def stops(self) -> Iterator[str]:
        """What it puts out by itself, and for how many people a day; what is out for longer all in all."""
        found = self.found
        for row in found.stops[: self.most]:
            yield self._stop(row)
        if len(found.stops) > self.most:
            rest = found.stops[self.most :]
            yield f"and {counted(len(rest), 'more service')}: {self._by_body(rest)}"
        if not found.stops:
            yield "It stops no service by itself."
        elif found.own_harm <= 0:
            yield "Other orders stop these anyway, so it adds nothing to that."
        if found.longer:
            services = self.estate.service_by_id
            names = [f"{plain(services[row.service].name)} ({self.body(row.body)})" for row in found.longer]
            yield f"Out for longer with it than without, all in all: {listed(names, self.most)}"

    def _stop(self, row: OwnStop) -> str:
        service = self.estate.service_by_id[row.service]
        begins = within(hours_of(row.from_microhours))
        return (
            f"{plain(service.name)}, {self.body(row.body)}: stops {begins}, for {duration(row.hours)}; "
            f"{people(row.people)} people a day"
        )

    def _by_body(self, rows: Sequence[OwnStop]) -> str:
        many: dict[str, int] = {}
        for row in rows:
            many[self.body(row.body)] = many.get(self.body(row.body), 0) + 1
        return ", ".join(f"{number} of {name}" for name, number in many.items())
