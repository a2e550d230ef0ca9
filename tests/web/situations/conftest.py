"""Northmere tells Eastholt how it stands, and hears how Eastholt stands; Farwick is a stranger that is a partner too.

Law: what a partner reads is asked of the whole TAXII application; what comes from one goes in by the doors of the desk.
Not here: the objects themselves (share.situation has its own tests).
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone

from battlebox.desk import Role
from battlebox.desk.exchange import Change, What, answer_change, propose_change, stop_telling
from battlebox.desk.exchange.partner_status import PartnerStatus, StateSaid, SystemSaid, worst
from battlebox.desk.picture import Belief, Chance, Subject, Suspicion, state_suspicion
from battlebox.desk.record import Handling
from battlebox.marking import Tlp
from battlebox.share.ground import RealDesk
from desk.room import officer as desk_officer
from web.places.conftest import opened
from web.taxii.conftest import straight

__all__ = ["opened", "straight"]

OTHER = desk_officer("northmere", Role.STRATEGIC)
NEIGHBOURS = Handling(Tlp.AMBER, frozenset({"eastholt"}))


class Situation:
    """Northmere's desk, its two partners, and what passes between them."""

    def __init__(self, opened):
        from battlebox.web.taxii import allowed
        from battlebox.web.taxii.handler import TaxiiHandler
        from web.taxii.feed import Feed

        allowed.forget()
        self.opened, self.record, self.lead = opened, opened.record, opened.lead
        self.desk = RealDesk("northmere")
        self.feed = Feed(TaxiiHandler())
        for body in ("eastholt", "farwick"):
            self.feed.partner(body)
        self.feed.partners["eastholt"].name = "Eastholt Council"
        self.feed.partners["eastholt"].save()

    # What we say and tell.

    def believe(self, system="northmere.servers", state=Suspicion.CONFIRMED, *, handling=NEIGHBOURS, **more):
        more.setdefault("checked", "the logs")
        belief = Belief(state, more.pop("at", self.record.now()), more.pop("source", "the night engineer"), **more)
        return state_suspicion(
            self.record, self.opened.estate, self.lead, Subject.SYSTEM, system, belief, handling=handling
        )

    def switch_on(self, body="eastholt"):
        """Both officers agree; the right to read is given as the page gives it."""
        from battlebox.web.partnering.doing import do

        change = Change(What.TELL, body, f"{body} is told how we stand.", "they work in our care records")
        thing = propose_change(self.record, self.lead, change).thing
        do(change, "northmere", self.record.now())
        return answer_change(self.record, OTHER, thing, agreed=True)

    def switch_off(self, body="eastholt"):
        return stop_telling(self.record, self.lead, body, why="it is over")

    def publish(self):
        from battlebox.web.situations.publishing import publish

        return publish(self.record, self.opened.installation.shelf, "northmere", self.desk)

    # What partners find.

    def objects(self, body="eastholt"):
        from battlebox.web.situations.place import place_for

        return f"/taxii2/northmere/collections/{place_for(self.feed.partners[body]).pk}/objects/"

    def ask(self, *given, **more):
        """One request of a partner's; a page that was opened before would have its connection closed."""
        request_started.disconnect(close_old_connections)
        request_finished.disconnect(close_old_connections)
        return self.feed.ask(*given, **more)

    def found(self, body="eastholt", *, query=""):
        """The objects that stand, as this partner finds them; what was taken back is not among them."""
        answer = self.ask(body, self.objects(body), query=query)
        assert answer.status == 200, answer.body
        return [each for each in answer.says.get("objects", []) if not each.get("revoked")]

    def status(self, body="eastholt"):
        """Northmere's status, as this partner's desk would read it."""
        from battlebox.share.intel import Thing
        from battlebox.share.release import Held
        from battlebox.share.situation import read_situation

        things = [Held(Thing.from_says(each), "northmere", frozenset({body})) for each in self.found(body)]
        return read_situation(things, body="northmere", name="Northmere Council")

    # What partners say.

    def said(self, *systems, body="eastholt", tlp=Tlp.AMBER_STRICT):
        """A partner's status as the objects that carry it: systems are (id, state) or (id, state, minutes ago)."""
        from battlebox.share.situation import Issuer, situation_of

        now = timezone.now()
        rows = []
        for name, state, *ago in systems:
            at = (now - timedelta(minutes=ago[0] if ago else 5)).replace(microsecond=0)
            how = StateSaid(tlp, at, f"system/{name}", state, "their duty officer", checked="the mail logs",
                            chance=Chance.MEDIUM)  # fmt: skip
            rows.append(SystemSaid(tlp, at, f"system/{name}", f"{name.partition('.')[0]}/{name}",
                                   name.replace(".", " ").title(), how))  # fmt: skip
        status = PartnerStatus(body, f"{body.title()} Council", worst(each.state for each in rows), tuple(rows))
        issuer = Issuer(body, status.name, "f" * 64, now.replace(microsecond=0) - timedelta(hours=1))
        things = situation_of(status, issuer=issuer, reader="northmere", now=now)
        return [held.thing for held in things]

    def came(self, things, *, body="eastholt", source="poll", **more):
        """They came in as this partner's own."""
        from battlebox.web.taxii.shelving import Origin, shelve

        origin = Origin(body, body, source, audience=frozenset({"northmere"}), **more)
        done = shelve(things, origin, ours="northmere")
        assert not done.refused, done.refused
        return done

    def posted(self, things, *, body="eastholt"):
        """They were sent to a collection of ours, by TAXII."""
        if self.feed.collection is None:
            self.feed.collect(writers=("eastholt", "farwick"))
        answer = self.ask(body, self.feed.objects, "POST", {"objects": [dict(each.says) for each in things]})
        assert answer.status == 202, answer.body
        assert answer.says["failure_count"] == 0, answer.body


@pytest.fixture
def situation(opened, straight):
    return Situation(opened)
