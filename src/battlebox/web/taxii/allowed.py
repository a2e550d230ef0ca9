"""Which reaches the gate lets go to a partner: what a page is filtered by in the database.

Law: a reach is asked of the gate for each change of the partner, and one that has an end is asked each time; what is
found within a transaction is not remembered, for it may be undone, and its number given to another reach; a reach
stricter than the right allows is left out; what is found here is asked again, thing by thing, before it leaves.
Not here: the second reading (leaving.py).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import connection

from battlebox.marking import Allow, Recipient, Tlp
from battlebox.share.release import Channel, Reach, may_leave
from battlebox.web.models import Partner
from battlebox.web.taxii.rows import found

_KEPT_MOST: Final = 512


@dataclass(slots=True)
class _Answers:
    """What the gate said of the reaches up to one, for one state of a partner."""

    upto: int = 0
    allowed: dict[int, None] = field(default_factory=dict)
    ending: dict[int, Reach] = field(default_factory=dict)

    def copy(self) -> _Answers:
        """The same, to be added to apart."""
        return _Answers(self.upto, dict(self.allowed), dict(self.ending))


def recipient(partner: Partner) -> Recipient:
    """A partner as the gate knows it."""
    return Recipient(
        Channel.TAXII.way, partner.body, client_of=frozenset(partner.client_of), community=partner.community
    )


def allowed(partner: Partner, tlp_max: Tlp, now: datetime) -> list[int]:
    """The ids of the reaches that may go to this partner now, in the order in which they came."""
    key = (partner.pk, partner.change, tlp_max, partner.body, partner.community, tuple(sorted(partner.client_of)))
    to = recipient(partner)
    with _LOCK:
        answers = _KNOWN.setdefault(key, _Answers())
        fresh = found("SELECT id, text FROM web_reach WHERE id > %s ORDER BY id", [answers.upto])
        if fresh and connection.in_atomic_block:
            answers = answers.copy()
        for number, text in fresh:
            answers.upto = number
            reach = Reach.from_text(text)
            if any(atom.expires or atom.not_before for atom in reach.atoms):
                answers.ending[number] = reach
            elif _goes(reach, to, tlp_max, now):
                answers.allowed[number] = None
        while len(_KNOWN) > _KEPT_MOST:
            del _KNOWN[next(iter(_KNOWN))]
        lasting = list(answers.allowed)
        ending = list(answers.ending.items())
    return lasting + [number for number, reach in ending if _goes(reach, to, tlp_max, now)]


def may_have(partner: Partner, reach: Reach, tlp_max: Tlp, now: datetime) -> bool:
    """Whether a thing of this reach may go to this partner by a right of this strictness."""
    return _goes(reach, recipient(partner), tlp_max, now)


def forget() -> None:
    """Ask everything anew: for a store that was put in another's place."""
    with _LOCK:
        _KNOWN.clear()


def _goes(reach: Reach, to: Recipient, tlp_max: Tlp, now: datetime) -> bool:
    label = reach.label
    within = label is not None and label.strictness <= tlp_max.strictness
    return within and isinstance(may_leave(reach, to, now), Allow)


_KNOWN: Final[dict[tuple[object, ...], _Answers]] = {}
_LOCK: Final = threading.Lock()
