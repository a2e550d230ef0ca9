"""Partners in the demonstration: who shares by machine, what each was given, what came, and what waits for somebody.

Law: every row is written by what the pages, the server and the commands do; nothing is asked of or sent to any other
machine. The tables give what comes in the time of the machine; it is put back to when it came in the three hours.
Not here: what is exchanged (demo_signs.py), bulletins (demo_bulletins.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from battlebox.desk.command import CAST, Script
from battlebox.desk.exchange import Change, What, answer_change, changes_of, note_partner, propose_change
from battlebox.marking import Tlp
from battlebox.share.foreign import Alert, AlertId, Area, Converter, Info, MessageType, Scope, Status
from battlebox.share.intel import Thing
from battlebox.share.polling import PollCode, Polled, PollError, checked
from battlebox.share.taxii import Asked
from battlebox.web.bringing.keeping import Whose, how_for, keep
from battlebox.web.bringing.looking import look
from battlebox.web.bringing.waiting import arrived
from battlebox.web.giving.alert_out import Leaving, let_go, written
from battlebox.web.giving.files import Form, file_for
from battlebox.web.models import Arrival, Collection, Document, Feed, IntelObject, Partner, Right
from battlebox.web.partnering.doing import do
from battlebox.web.partnering.our_collections import sentence_of
from battlebox.web.starting.demo_signs import (
    MISP_FILE,
    closer_lure,
    misp_event,
    our_signs,
    their_sighting,
    their_status,
)
from battlebox.web.taxii.credentials import partner_of
from battlebox.web.taxii.letting_in import let_in
from battlebox.web.taxii.reading import page_of
from battlebox.web.taxii.registering import add_collection, add_partner, grant
from battlebox.web.taxii.shelving import Origin, shelve
from battlebox.web.taxii.views import OBJECTS

HOME: Final = "rbkc"
NEIGHBOURS: Final = ("wcc", "hf")
CENTRE: Final = "llag"
WARNINGS: Final = "warnings"
_SILVER: Final = "rbkc.silver"
_GOLD: Final = "rbkc.gold"


def partners_day(script: Script) -> None:
    """Who shares with whom before the day, and what of it happens in the three hours."""
    tokens: dict[str, str] = {}
    script.step(3, lambda: tokens.update(_before_the_day(script)))
    script.step(101, lambda: _put(script, our_signs(HOME, script.after(101)), HOME, 101))
    script.step(131, lambda: _sighted(script))
    script.step(146, lambda: _alert(script))
    script.step(149, lambda: _event_brought(script))
    script.step(152, lambda: _proposed(script, _the_centre(script)))
    script.step(157, lambda: _agreed(script))
    script.step(168, lambda: _read_from(script))
    script.step(172, lambda: _proposed(script, _more_for_the_centre()))
    # Whatever the tables stamp with the present comes last, so that the ledger is in order of time.
    script.step(178, lambda: _read_by_machine(tokens))
    script.step(179, lambda: _given_as_a_file(script))
    script.step(180, lambda: _tightened(script))


def _before_the_day(script: Script) -> dict[str, str]:
    """The neighbours, registered at a terminal in peacetime; the tokens of those that read from Kensington."""
    tokens = {}
    for home, body in ((HOME, "wcc"), (HOME, "hf"), ("wcc", HOME), ("hf", HOME)):
        partner, tokens[f"{home}/{body}"] = add_partner(
            home, body, name=_name(script, body), community=True, client_of=(), identity="", let_in=False,
            certificate=None, days=90,
        )  # fmt: skip
        let_in(partner, by=CAST[f"{home}.silver"][2])
        Partner.objects.filter(pk=partner.pk).update(let_in_at=script.began - timedelta(days=21))
    add_collection(HOME, "Warnings", alias=WARNINGS, audience=NEIGHBOURS,
                   description="Signs of attacks on what we share, from us and from you.")  # fmt: skip
    for body, label, days, why in (
        ("wcc", Tlp.AMBER_STRICT, 0, "servers that both stand on"),
        ("hf", Tlp.AMBER, 30, "links left over from the sharing that ended"),
    ):
        grant(HOME, WARNINGS, body, read=True, write=True, tlp_max=label.value, days=days, purpose=why)
    Collection.objects.filter(ours=HOME).update(made_at=script.began - timedelta(days=21))
    # It has no secret: a demonstration has none to seal, and asks nobody.
    Feed.objects.create(
        ours=HOME, partner=Partner.objects.get(ours=HOME, body="hf"), name="hf-how-we-stand",
        root=checked("https://share.hf.example/taxii2/hf/", may_be_private=False), remote="situation-rbkc",
    )  # fmt: skip
    return tokens


def _put(script: Script, things: Iterable[Thing], owner: str, minutes: int) -> None:
    """Into Warnings: our own by hand, a partner's as its machine sends it."""
    partner = Partner.objects.filter(ours=HOME, body=owner).first()
    origin = Origin(owner, owner, "taxii", partner=partner) if partner else Origin(owner, source="our own desk")
    with _coming(script, minutes):
        shelve(things, origin, ours=HOME, collection=_warnings())
    Partner.objects.filter(ours=HOME, body=owner).update(heard_at=script.after(minutes))


@contextmanager
def _coming(script: Script, minutes: int) -> Iterator[None]:
    """What comes meanwhile came at that minute."""
    newest = IntelObject.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    yield
    IntelObject.objects.filter(pk__gt=newest).update(received_at=script.after(minutes))


def _sighted(script: Script) -> None:
    """Westminster saw the address too."""
    address = our_signs(HOME, script.after(101))[0]
    _put(script, their_sighting("wcc", address.id, script.after(131)), "wcc", 131)


def _read_from(script: Script) -> None:
    """What a poll of Hammersmith's feed would bring: how it stands, for us alone, put into no collection of ours."""
    at = script.after(168)
    partner = Partner.objects.get(ours=HOME, body="hf")
    things = their_status(_name(script, "hf"), script.record.incident, script.began, at)
    with _coming(script, 168):
        found = shelve(things, Origin("hf", "hf", "poll", frozenset({HOME}), partner=partner), ours=HOME)
    ended = PollError.of(PollCode.WHOLE, who=partner.name)
    done = Polled(ended.code, str(ended), ended.hint, pages=1, new=len(found.stored))
    Feed.objects.filter(ours=HOME, partner=partner).update(
        heard_at=at, polled_at=at, new_total=done.new, code=done.code.value, words=done.words
    )


def _event_brought(script: Script) -> None:
    """An event of MISP came on a stick; where nothing here reads MISP, what became of the file says so."""
    now, raw = script.after(149), misp_event(script.after(140))
    silver, whose = script.cast[_SILVER], Whose(HOME, "hf")
    with _coming(script, 149), Converter() as converter:
        looked = look(raw, MISP_FILE, how_for(whose, converter, now))
        row = arrived(looked, whose, by=silver.id)
        words = f"brought in a file of hf ({row.sha256[:16]}): their security desk carried it over on a stick"
        note_partner(script.record, silver, "hf", words)
        keep(looked, whose, row)
    Arrival.objects.filter(pk=row.pk).update(at=now, kept_at=now)


def _alert(script: Script) -> None:
    """An alert to the neighbours, in the form that alerting tools read; a demonstration marks it as an exercise."""
    now = script.after(146)
    info = Info(
        event="Council phone lines are out", categories=("Infra",), urgency="Immediate", severity="Severe",
        certainty="Observed", areas=(Area("Kensington and Chelsea, and Westminster"),), language="en-GB",
        headline="Do not rely on the councils' own numbers today",
        description="The switchboards of both councils are off. Care alarms ring through to the fallback centre.",
        instruction="Ring the duty officers on the numbers of your own printed list.",
        expires=now + timedelta(hours=12),
    )  # fmt: skip
    restriction = f"{Tlp.AMBER_STRICT.to_text()}: for the bodies that it is addressed to"
    alert = Alert(AlertId(HOME, "cap-alert--harbour-light-1", now), Status.ACTUAL, MessageType.ALERT, Scope.PRIVATE,
                  (info,), restriction=restriction)  # fmt: skip
    to, why = list(Partner.objects.filter(ours=HOME, body__in=NEIGHBOURS)), "duty Gold decided it"
    leaving = Leaving(alert, Tlp.AMBER_STRICT, to, f"an alert, {why}", is_rehearsal=True)
    body = written(leaving, HOME, now)
    names = " and ".join(each.name for each in to)
    words = f"wrote the alert {info.headline} ({Tlp.AMBER_STRICT.to_text()}) for {names}: {why}"
    note_partner(script.record, script.cast[_SILVER], HOME, words)
    let_go(leaving, body, HOME, now)
    Document.objects.filter(ours=HOME, owner=HOME).update(received_at=now)


def _the_centre(script: Script) -> Change:
    """London's coordination centre is to be a partner."""
    name = _name(script, CENTRE)
    words = f"{name} ({CENTRE}) gets a token to prove itself with, in the community that shares TLP:GREEN; it may read "
    return Change(What.ADD, CENTRE, f"{words}nothing yet.", "it asks all 33 boroughs what they see",
                  (CENTRE, name, "yes"))  # fmt: skip


def _more_for_the_centre() -> Change:
    """It is to read what GREEN lets it have: this waits for Gold."""
    place, centre = _warnings(), Partner.objects.get(ours=HOME, body=CENTRE)
    right = {"may_read": True, "may_write": False, "tlp_max": Tlp.GREEN.value}
    needed = (str(place.pk), "yes", "", Tlp.GREEN.value, "", "warning the other boroughs")
    return Change(What.GRANT, CENTRE, sentence_of(centre, place, right, ""), "asked for by its duty officer", needed)


def _proposed(script: Script, change: Change) -> None:
    propose_change(script.record, script.cast[_SILVER], change)


def _agreed(script: Script) -> None:
    """Gold agrees; the token that this shows once is on nobody's screen here."""
    asked = next(each for each in changes_of(script.sight(_GOLD)) if each.answer is None)
    do(asked.wanted.value, HOME, script.after(157))
    answer_change(script.record, script.cast[_GOLD], asked.thing, agreed=True)


def _read_by_machine(tokens: Mapping[str, str]) -> None:
    """Both neighbours' machines ask for what is new in Warnings."""
    for body in NEIGHBOURS:
        partner = partner_of(f"Bearer {tokens[f'{HOME}/{body}']}")
        right = Right.objects.select_related("collection").get(partner=partner, collection=_warnings())
        right.partner = partner
        page_of(right, Asked(), 0, OBJECTS)


def _given_as_a_file(script: Script) -> None:
    """Westminster has its networks off: it gets the signs as a table on a stick, too."""
    westminster = Partner.objects.get(ours=HOME, body="wcc")
    made = file_for(westminster, _warnings(), Form.TABLE, author=_name(script, HOME))
    words = f"gave wcc a file (csv) of {made.things} things in Warnings: carried over by hand, their networks are off"
    note_partner(script.record, script.cast[_SILVER], "wcc", words)


def _tightened(script: Script) -> None:
    """The site gets a stricter label after both have read it: the ledger says who has the freer one."""
    _put(script, (closer_lure(HOME, script.after(101), script.after(180)),), HOME, 180)


def _warnings() -> Collection:
    return Collection.objects.get(ours=HOME, alias=WARNINGS)


def _name(script: Script, body: str) -> str:
    return script.estate.body_by_id[body].name
