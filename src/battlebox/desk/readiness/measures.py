"""The measures of readiness: what each counts, from the estate, from what owners confirmed, and from the book.

Law: only what the data says; a blank cell is not known; what is not written down at all is named as missing.
Not here: their words and numbers (measure.py), gaps in plans (gap_groups.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from battlebox.desk.readiness.confirmable import CONTACT_DAYS, SERVICE_DAYS, Confirmable, contacts, items, services
from battlebox.desk.readiness.confirmation import Confirmation, confirmations, stands
from battlebox.desk.readiness.exercise import Exercise, exercises_of
from battlebox.desk.readiness.finding import Finding, findings_of
from battlebox.desk.readiness.item import items_of
from battlebox.desk.readiness.measure import Found, Measure, Stands, day_words
from battlebox.desk.readiness.note import Note
from battlebox.estate import Action, Estate, Path, Priority, Service, System, paths_of, things_of
from battlebox.journal import without_exercise

TEST_DAYS: Final = 365
"""Days for which a test counts (a working value)."""
TIER_0: Final = frozenset({
    "foundation", "network", "networks", "lan", "wan", "dns", "dhcp", "time", "firewall", "firewalls", "directory",
    "certificates", "identity", "virtual", "hosts", "storage", "backup", "backups",
})  # fmt: skip
"""Words in a system's `kind` that say it is of the foundation, on which the rest stands (a working value)."""
_NO_ESTATE: Final = "no estate of this council is in use here"


@dataclass(frozen=True, slots=True)
class Ground:
    """What is measured: a body, its estate if there is one and what that is called, its book, and the day."""

    body: str
    today: date
    estate: Estate | None = None
    notes: tuple[Note, ...] = ()
    has_book: bool = True
    """False for an estate alone, where nobody knows what a desk was told."""

    @property
    def estate_words(self) -> str:
        """The estate, as a source is named."""
        return f"the estate «{without_exercise(self.estate.title)}»" if self.estate else "no estate"

    @property
    def estate_as_of(self) -> date | None:
        """The day that the estate describes, where it says so."""
        return self.estate.as_of.date() if self.estate and self.estate.as_of else None

    @property
    def book_words(self) -> str:
        """The book, as a source is named."""
        return "what was confirmed and kept on this desk" if self.has_book else "an estate alone does not say"

    @property
    def both_words(self) -> str:
        """The two together, as a source is named."""
        return f"{self.estate_words}, and {self.book_words}" if self.has_book else f"{self.estate_words} alone"


def measures(ground: Ground) -> tuple[Measure, ...]:
    """Every measure, those of the day's first hour first."""
    said = confirmations(ground.notes)
    return (_contacts(ground, said), _items(ground, said), _fallbacks(ground), _links(ground), _restores(ground),
            _services(ground, said), _exercises(ground))  # fmt: skip


def confirmables(ground: Ground) -> tuple[Confirmable, ...]:
    """Everything that owners can be asked to confirm."""
    kept = items(items_of(ground.notes))
    if ground.estate is None:
        return kept
    return (*contacts(ground.estate, ground.body), *kept, *services(ground.estate, ground.body))


def _contacts(ground: Ground, said: Mapping[str, Confirmation]) -> Measure:
    there = contacts(ground.estate, ground.body) if ground.estate else ()
    return Measure(
        "contacts",
        f"Contacts confirmed in the last {CONTACT_DAYS} days",
        f"Its owner said within {CONTACT_DAYS} days that office, name and numbers are as the estate has them.",
        "Ask each owner by a link, a call or on paper; write a number into the estate where there is none.",
        _confirmed(ground, there, said),
        ground.both_words,
        _last(there, said),
        _NO_ESTATE if ground.estate is None else "the estate names nobody to ring",
    )


def _items(ground: Ground, said: Mapping[str, Confirmation]) -> Measure:
    there = items(items_of(ground.notes))
    return Measure(
        "items",
        "Battle-box items looked at within their age",
        "Whoever looks after it said, within the days that it allows, that it is there and good.",
        "Go and look; then confirm it by the link, a call or on the printed sheet.",
        _confirmed(ground, there, said),
        ground.book_words,
        _last(there, said),
        "no item of the battle box is listed here" if ground.has_book else "an estate alone has no list of it",
    )


def _services(ground: Ground, said: Mapping[str, Confirmation]) -> Measure:
    there = services(ground.estate, ground.body) if ground.estate else ()
    return Measure(
        "services",
        "Services whose business impact was reviewed in the last 12 months",
        f"Its owner said within {SERVICE_DAYS} days that priority, hours, fallback and owners are as written.",
        "Ask each service's owner to look at its row again, by a link, a call or on paper.",
        _confirmed(ground, there, said),
        ground.both_words,
        _last(there, said),
        _NO_ESTATE if ground.estate is None else "the estate has no service of this council",
    )


def _fallbacks(ground: Ground) -> Measure:
    rows = [row for row in ground.estate.services if row.body == ground.body] if ground.estate else []
    found = tuple(_fallback(row, ground.today) for row in rows if row.priority is Priority.P1)
    return Measure(
        "fallbacks",
        "P1 services with a workaround that was tried in the last 12 months",
        f"The service's row has a fallback, and it was tried within {TEST_DAYS} days.",
        "Try it for an hour on an ordinary day, and write the day into the service's row.",
        found,
        ground.estate_words,
        ground.estate_as_of,
        _NO_ESTATE if ground.estate is None else "the estate has no P1 service of this council",
    )


def _links(ground: Ground) -> Measure:
    return Measure(
        "links",
        "Links to other bodies with an owner who can cut them",
        "The path's row names a body that can cut it, and an order of that body cuts it or isolates one of its ends.",
        "Agree whose the link is, and write an order of that body that cuts it.",
        _crossing(ground.estate, ground.body) if ground.estate else (),
        ground.estate_words,
        ground.estate_as_of,
        _NO_ESTATE if ground.estate is None else "the estate has no path between this council and another body",
    )


def _restores(ground: Ground) -> Measure:
    rows = [row for row in ground.estate.systems if row.body == ground.body] if ground.estate else []
    found = tuple(_restore(row, ground.today) for row in rows if row.kind is None or is_tier_0(row))
    return Measure(
        "restores",
        "Foundation (tier 0) systems whose restore was proved in the last 12 months",
        f"The system's kind says that others stand on it, and a restore was proved within {TEST_DAYS} days.",
        "Restore it to a clean place from the copy that the network cannot reach; write the day into its row.",
        found,
        ground.estate_words,
        ground.estate_as_of,
        _NO_ESTATE if ground.estate is None else "the estate has no system of this council of such a kind",
    )


def _exercises(ground: Ground) -> Measure:
    held = exercises_of(ground.notes)
    every = findings_of(ground.notes)
    found = [_exercise(each, [one for one in every if one.exercise == each.number]) for each in held]
    if held and (ground.today - held[0].on).days > TEST_DAYS:
        found.insert(0, Found("none", "An exercise in the last 12 months", Stands.NO,
                              f"the last was on {day_words(held[0].on)}"))  # fmt: skip
    return Measure(
        "exercises",
        "Exercises held, with everything found in them mended",
        "Each thing that was found in it is closed by evidence, or it is written that nothing was found.",
        "Close what is open with evidence; write down what came of each exercise; hold one a year.",
        tuple(found),
        ground.book_words,
        held[0].on if held else None,
        "no exercise is written down here" if ground.has_book else "an estate alone does not say",
    )


def is_tier_0(row: System) -> bool:
    """Whether a system's kind says that it is of the foundation."""
    return not TIER_0.isdisjoint((row.kind or "").casefold().replace(",", " ").replace("/", " ").split())


def _confirmed(ground: Ground, there: tuple[Confirmable, ...], said: Mapping[str, Confirmation]) -> tuple[Found, ...]:
    return tuple(stands(each, said.get(each.thing), ground.today) for each in there)


def _last(there: tuple[Confirmable, ...], said: Mapping[str, Confirmation]) -> date | None:
    return max((said[each.thing].on for each in there if each.thing in said), default=None)


def _fallback(row: Service, today: date) -> Found:
    if not row.has_fallback:
        return Found(row.service, row.name, Stands.NO, "it has no fallback with a share and a length")
    if row.fallback_tested_on is None:
        return Found(row.service, row.name, Stands.NOT_KNOWN, "nobody wrote down when it was tried")
    return _dated(row.service, row.name, row.fallback_tested_on, today, "tried")


def _restore(row: System, today: date) -> Found:
    if row.kind is None:
        return Found(row.system, row.name, Stands.NOT_KNOWN, "its row has no kind, so it may be of the foundation")
    if row.restore_tested_on is None:
        return Found(row.system, row.name, Stands.NOT_KNOWN, "nobody wrote down when a restore was proved")
    return _dated(row.system, row.name, row.restore_tested_on, today, "proved")


def _dated(name: str, title: str, on: date, today: date, done: str) -> Found:
    is_new = (today - on).days <= TEST_DAYS
    late = "" if is_new else ", more than 12 months ago"
    return Found(name, title, Stands.YES if is_new else Stands.NO, f"last {done} on {day_words(on)}{late}")


def _crossing(estate: Estate, body: str) -> tuple[Found, ...]:
    """How paths with one end at a body and the other elsewhere stand, in table order."""
    ours = {path for pair, paths in estate.paths_by_bodies.items() if body in pair and len(pair) > 1 for path in paths}
    cuts = [(each, paths_of(estate, each.cuts), things_of(estate, each.isolates)) for each in estate.actions]
    return tuple(_link(estate, row, cuts) for row in estate.paths if row.path in ours)


def _link(estate: Estate, row: Path, cuts: list[tuple[Action, frozenset[str], frozenset[str]]]) -> Found:
    systems = estate.system_by_id
    name = f"{systems[row.origin].name} to {systems[row.target].name}"
    if row.owner is None:
        return Found(row.path, name, Stands.NO, "no body is written as able to cut it")
    owner, ends = estate.body_by_id[row.owner].name, {row.origin, row.target}
    for action, paths, isolated in cuts:
        if action.body == row.owner and (row.path in paths or ends & isolated):
            return Found(row.path, name, Stands.YES, f"{owner} can: {action.name}")
    return Found(row.path, name, Stands.NO, f"{owner} owns it, and no order of {owner} cuts it")


def _exercise(held: Exercise, found: list[Finding]) -> Found:
    name = f"{held.title}, {day_words(held.on)}"
    left = [f"R-{each.number}" for each in found if each.is_open]
    if left:
        return Found(f"R-{held.number}", name, Stands.NO, f"still open: {', '.join(left)}")
    if not found and not held.nothing_to_mend:
        return Found(f"R-{held.number}", name, Stands.NOT_KNOWN, "nobody wrote down what was found in it")
    why = "nothing was found to mend" if not found else f"{len(found)} found, all closed"
    return Found(f"R-{held.number}", name, Stands.YES, why)
