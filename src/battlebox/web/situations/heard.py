"""How partners say they stand: what came from each by any way, read as its status, as one officer may see it.

Law: what was sent before its sender was let in, what is in dispute and what was taken back is not read; the gate is
asked of each thing for this officer; whose status it is follows from who brought it, never from what it says.
Not here: reading objects (share.situation), what follows from a status (desk.exchange).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.exchange import PartnerStatus, Suggestion, suggestions_of
from battlebox.share.situation import read_situation
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.models import IntelObject, Partner
from battlebox.web.partnering.seen import seen_of, way_in

THINGS_MOST: Final = 2000
"""How many of a partner's newest things are read; a status is a few hundred."""
_OF_ITSELF: Final = ("incident", "infrastructure", "note", "event", "impact", "task")
"""Who sent none of these sent signs of attacks at most, as every feed has by the thousand, and nothing of itself."""
_READ: Final = (
    *_OF_ITSELF, "grouping", "identity", "report", "sighting", "indicator", "attack-pattern", "course-of-action",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heard:
    """A partner's status, when the newest of it came here, and by which ways."""

    partner: Partner
    status: PartnerStatus
    came: datetime
    ways: tuple[str, ...]

    @property
    def by(self) -> str:
        """By which ways, in words."""
        return ", ".join(way_in(way) for way in self.ways)


def heard_from(desk: AtDesk, partners: Iterable[Partner]) -> dict[str, Heard]:
    """The status of each of these partners that said anything of its situation, by body."""
    by_body = {each.body: each for each in partners}
    things = IntelObject.objects.filter(
        ours=desk.officer.body, owner__in=list(by_body), is_newest=True, is_quarantined=False, is_disputed=False,
        withdrawn_at=None,
    )  # fmt: skip
    speaking = things.filter(kind__in=_OF_ITSELF).order_by().values_list("owner", flat=True).distinct()
    heard = {}
    for body in speaking:
        rows = things.filter(owner=body, kind__in=_READ).select_related("reach").order_by("-pk")[:THINGS_MOST]
        mine = _heard(desk, by_body[body], list(rows))
        if mine is not None:
            heard[body] = mine
    return heard


def waiting_here(desk: AtDesk, heard: dict[str, Heard]) -> tuple[Suggestion, ...]:
    """What partners suspect of systems we share, and nobody here has answered; nothing of one that was cut off."""
    if not desk.has_estate:
        return ()
    statuses = [each.status for each in heard.values() if each.partner.cut_off_at is None]
    return suggestions_of(desk.sight, desk.estate, statuses)


def all_heard(desk: AtDesk) -> dict[str, Heard]:
    """The status of every partner of the officer's body."""
    return heard_from(desk, Partner.objects.filter(ours=desk.officer.body))


def newest_of(home: str) -> int:
    """The number of the newest thing held: it changes when anything came."""
    newest = IntelObject.objects.filter(ours=home).order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0


def _heard(desk: AtDesk, partner: Partner, rows: list[IntelObject]) -> Heard | None:
    seen = seen_of(desk, rows)
    status = read_situation(seen.values(), body=partner.body, name=partner.name)
    if not status.parts:
        return None
    shown = [row for row in rows if row.pk in seen]
    ways = tuple(dict.fromkeys(row.source for row in shown))
    return Heard(partner, status, max(row.received_at for row in shown), ways)
