"""The first fifteen minutes: whom to ring and in what order, on which channel, what not to touch, when to look again.

Law: an office is named where no person is known, and a line without a number says so; a channel that is out, or stands
on something that is out or doubted, is never offered as trusted.
Not here: who is on duty and what came of a call (roles and contacts), messages.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from battlebox.desk.picture import Picture
from battlebox.desk.sight import Sight
from battlebox.desk.suspicion import Subject, Suspicion, spoken_of
from battlebox.estate import Channel, Estate, Person

LOOK_AGAIN_AFTER: Final = timedelta(minutes=30)
"""When a triage is looked at again (a working value)."""

NOT_TO_TOUCH: Final = (
    "Do not wipe, reinstall or restore anything yet.",
    "Do not switch a machine off before its memory has been captured: pull its network cable instead.",
    "Do not sign in to a machine in doubt with an administrator's account.",
    "Do not write about it in the council's own mail or chat: whoever is inside may be reading.",
    "Do not answer or pay anybody who gets in touch, and delete nothing they sent.",
    "Leave logs and backups as they are; unplug a backup that can still be reached from the network.",
)

COMMAND: Final = (
    ("Gold: the officer on call who may decide", ("gold", "strategic", "chief executive")),
    ("IT on call: who can say what is hit", ("it ", "ict", "security", "duty engineer")),
    ("Silver: emergency planning, who runs the room", ("silver", "tactical", "emergency plan")),
    ("Data protection: who starts the clocks", ("data protection", "information governance")),
    ("Communications: who has the first words", ("communications", "press")),
)
"""Who is rung first, and by which words an estate may call them (working values)."""


@dataclass(frozen=True, slots=True)
class Ring:
    """One line of the list: an office, why it is rung, its deputy, and how, where the estate says so."""

    office: str
    why: str
    deputy: str = ""
    phone: str = ""
    deputy_phone: str = ""


def first_calls(estate: Estate | None, body: str) -> tuple[Ring, ...]:
    """Whom a body rings, in order: its command, then whoever answers for its P1 services that protect people."""
    people = [row for row in estate.people if row.body == body and not row.away] if estate else []
    rings = [_command(people, office, called) for office, called in COMMAND]
    found: dict[tuple[str, str], list[str]] = {}
    for row in estate.services if estate else ():
        if row.body == body and row.priority == "P1" and row.protects.is_people and row.owner:
            found.setdefault((row.owner, row.deputy or ""), []).append(row.name)
    for (owner, deputy), names in found.items():
        first, second = _of_role(people, owner), _of_role(people, deputy) if deputy else None
        rings.append(
            Ring(
                _named(first, owner),
                f"Answers for {', '.join(names)}",
                _named(second, deputy),
                _phone(first),
                _phone(second),
            )
        )
    return tuple(rings)


def trusted_channels(sight: Sight, picture: Picture, body: str) -> tuple[Channel, ...]:
    """A body's channels that stand on nothing out, confirmed or suspected; phone before mail."""
    estate = picture.estate
    doubt = (Suspicion.CONFIRMED, Suspicion.SUSPECTED)
    said = spoken_of(sight, Subject.SYSTEM)
    bad = {name for name, versions in said.items() if any(each.value.state in doubt for each in versions)}
    needs: dict[str, list[str]] = {}
    for need in estate.needs:
        needs.setdefault(need.of, []).append(need.on)
    fine = [
        row
        for row in estate.channels
        if row.body == body and not any(name in bad or picture.is_out(name) for name in _stands_on(needs, row.channel))
    ]
    order = ("phone", "radio", "desk", "chat", "mail")
    return tuple(sorted(fine, key=lambda row: order.index(row.kind) if row.kind in order else len(order)))


def to_talk_on(channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    """Those of them that one can talk on: never the council's own mail and chat, where whoever is inside may read."""
    return tuple(row for row in channels if row.kind in ("phone", "radio", "desk"))


def _stands_on(needs: dict[str, list[str]], name: str) -> set[str]:
    """A thing and all it needs, alternatives included."""
    found, left = {name}, [name]
    while left:
        for on in needs.get(left.pop(), ()):
            if on not in found:
                found.add(on)
                left.append(on)
    return found


def _command(people: list[Person], office: str, called: tuple[str, ...]) -> Ring:
    rows = [row for row in people if any(word in f"{row.role.casefold()} " for word in called)]
    rows.sort(key=lambda row: "deputy" in row.role.casefold())
    name, _, why = office.partition(": ")
    first, second = (rows[0] if rows else None), (rows[1] if len(rows) > 1 else None)
    return Ring(_named(first, name), why[:1].upper() + why[1:], _named(second, ""), _phone(first), _phone(second))


def _of_role(people: list[Person], office: str) -> Person | None:
    return next((row for row in people if row.role.casefold() == office.casefold()), None)


def _named(row: Person | None, office: str) -> str:
    return f"{row.name}, {row.role}" if row else office


def _phone(row: Person | None) -> str:
    return " or ".join(filter(None, (row.phone, row.other))) if row else ""
