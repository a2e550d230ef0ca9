"""How this desk can send now: means by means what is against it, and the people whose means rest on what does not work.

Law: that nothing is known against a means is not said to mean that it works.
Not here: whose means rest on what does not work (desk.message), sending (sending/posting.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Max
from django.utils.text import capfirst

from battlebox.desk.message import Addressee, doubtful, means_now
from battlebox.share.sending import State
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.saying import when_said
from battlebox.web.models import Errand
from battlebox.web.sending.posting import own_addresses, trouble_of
from battlebox.web.tables import Column, Kind

DOUBTS: Final = (Column("name", "Person"), Column("why", "Does not work now"), Column("left", "Left", Kind.CHOICE))


def way_states(desk: AtDesk) -> list[tuple[str, str]]:
    """Each means that this desk has, and how it stands; read before anything is sent."""
    own, channels = own_addresses(), desk.channels_if_any
    mine = Errand.objects.filter(dispatch__incident=desk.record.incident, dispatch__body=desk.officer.body)
    told = mine.filter(state__in=[State.TOLD.value, State.DELIVERED.value], claimed=True)
    last = dict(told.values_list("means").annotate(Max("ended_at")))
    rows = []
    for means in own:
        against = means_now(means, channels, own).sentence or trouble_of(means)
        if against:
            said = f"{capfirst(against)}."
        elif means.value in last:
            said = f"Last told somebody: {when_said(last[means.value])}. Nothing is known against it."
        else:
            said = "Nobody was told by it yet. Send one message to yourself before you count on it."
        rows.append((capfirst(means.words), said))
    return [*rows, ("The phone tree on paper", "Needs a printer, people who ring, and lines that work.")]


def doubt_rows(desk: AtDesk, people: Iterable[Addressee]) -> list[dict[str, str]]:
    """The people whose means rest on what does not work now, by the names of `DOUBTS`."""
    return [
        {
            "name": each.person.name or each.person.person,
            "why": each.words,
            "left": ", ".join(means.words for means in each.left) or "Nothing",
        }
        for each in doubtful(people, desk.channels_if_any, own_addresses())
    ]
