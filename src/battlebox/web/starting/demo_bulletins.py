"""Bulletins in the demonstration: whom to ring back, one that came from London's centre, one that Kensington sent.

Law: made up, and each says so in its title, which is signed; numbers are of those kept for fiction; who answers is an
office.
Not here: what goes by machine (demo_partners.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from battlebox.desk.command import Script
from battlebox.desk.exchange import (
    FactLine,
    Heard,
    Wanted,
    bulletin_acknowledged,
    bulletin_received,
    bulletin_sent,
    received_of,
    sent_of,
    tasks_of_bulletin,
)
from battlebox.desk.tell import Clearance, Confidence, Fact, Status, Verdict, clear_fact, fact_of, facts_of, state_fact
from battlebox.journal import SigningKey
from battlebox.marking import Tlp
from battlebox.share.bulletin import (
    Believed,
    Bulletin,
    CallBack,
    Indicator,
    Partner,
    Reader,
    SignedBulletin,
    open_bulletin,
    sign_bulletin,
)
from battlebox.share.bulletin import Fact as Said
from battlebox.web.bulletins.keys import keep_list, key_for, list_of
from battlebox.web.bulletins.recorded import PRACTICE, name_of, signing, taken
from battlebox.web.starting.demo_signs import ADDRESS, SITE

HOME: Final = "rbkc"
CENTRE: Final = "llag"
_SILVER: Final = "rbkc.silver"
_FACT: Final = "Somebody who is not ours has used an admin account in the shared servers since yesterday morning."
_RING: Final = {
    "rbkc": ("020 7946 0120", "duty Silver"),
    "wcc": ("020 7946 0130", "duty Silver"),
    "hf": ("020 7946 0140", "duty officer"),
    CENTRE: ("020 7946 0150", "duty manager of the coordination centre"),
}
_LISTS: Final = {HOME: ("wcc", "hf", CENTRE), "wcc": (HOME, "hf"), "hf": (HOME, "wcc")}
_TITLE: Final = "Attack on the servers that we share"


def bulletins_day(script: Script) -> None:
    """The lists from before, and the bulletins of the three hours."""
    centre = SigningKey.new()
    script.step(3, lambda: _lists(script, centre))
    script.step(112, lambda: _stated(script))
    script.step(114, lambda: _cleared(script))
    script.step(118, lambda: _sent(script))
    script.step(123, lambda: _taken_by_westminster(script))
    script.step(126, lambda: _heard(script))
    script.step(136, lambda: _came(script, centre))
    script.step(138, lambda: _answered(script))


def _lists(script: Script, centre: SigningKey) -> None:
    """Everybody's list, from peacetime; who keeps a desk here has the key of this folder."""
    keys = {body: key_for(body).public for body in _LISTS} | {CENTRE: centre.public}
    since = (script.began - timedelta(days=61)).date().isoformat()
    tried = (script.began - timedelta(days=12)).date().isoformat()
    for home, bodies in _LISTS.items():
        known = CallBack()
        for body in bodies:
            number, who = _RING[body]
            name = script.estate.body_by_id[body].name
            known = known.added(Partner(body, name, number, who, keys[body], since, "in person", tried))
        keep_list(home, known)


def _stated(script: Script) -> None:
    at = script.after(112)
    fact = Fact(_FACT, Status.CONFIRMED, "on-call IT lead", Confidence.HIGH, at, at, tlp=Tlp.GREEN)
    state_fact(script.record, script.estate, script.cast["rbkc.words"], fact)


def _fact(script: Script) -> str:
    return next(thing for thing, said in facts_of(script.sight(_SILVER)) if said.value.wording == _FACT)


def _cleared(script: Script) -> None:
    thing = _fact(script)
    entry = fact_of(script.sight(_SILVER), thing).entry
    word = Clearance(HOME, Verdict.CLEARED, entry, "duty Silver", script.after(114))
    clear_fact(script.record, script.cast[_SILVER], thing, word)


def _sent(script: Script) -> None:
    """To both neighbours; only Westminster has said yet that it has it."""
    silver, to = script.cast[_SILVER], ("hf", "wcc")
    lines: Mapping[str, tuple[str, ...]] = {
        "todo": ("Cut every link to us that you do not need tonight", "Look for both signs in three days of logs"),
        "avoid": ("Do not switch a server off before its memory is captured",
                  "Do not follow links in our mail or chat until we say so"),
        "contained": ("The shared servers: isolated, and seen to be so at the supplier's side of the line",),
        "asks": ("Tell us what you find, also if it is nothing",),
    }  # fmt: skip
    ring, ends, following = "duty Silver, 020 7946 0120", script.after(118 + 24 * 60), script.after(240)
    typed = "\n".join((_TITLE, *(line for every in lines.values() for line in every), ring))

    def make(number: int, facts: tuple[FactLine, ...], at: datetime) -> Bulletin:
        return Bulletin(
            HOME, script.estate.body_by_id[HOME].name, number, _TITLE, Tlp.AMBER_STRICT, at, ends, ring,
            audience=to, next_at=following,
            facts=tuple(Said(each.words, Believed(each.status.value), each.tlp) for each in facts),
            indicators=(Indicator("ipv4", ADDRESS, "admin sign-ins at night", Tlp.AMBER_STRICT),
                        Indicator("domain", SITE, "asks for a council password", Tlp.AMBER_STRICT)),
            **lines,
        )  # fmt: skip

    wanted = Wanted(_TITLE, typed, (_fact(script),), to, Tlp.AMBER_STRICT, ends, following)
    sign = signing(silver, key_for(HOME), frozenset(script.record.standing.orgs), make, practice=True)
    bulletin_sent(script.record, silver, wanted, sign)


def _taken_by_westminster(script: Script) -> None:
    """Westminster's desk opens the file and takes it in."""
    silver = script.cast["wcc.silver"]
    raw = sent_of(script.sight(_SILVER))[0].value.file.encode()
    opened = open_bulletin(raw, list_of("wcc"), script.after(123), name="it", reader=Reader("wcc", community=True))
    got = bulletin_received(script.record, silver, taken(opened, ""))
    name = got.thing.partition("/")[2]
    bulletin_acknowledged(script.record, silver, name, Heard("wcc", "by phone: four words"))


def _heard(script: Script) -> None:
    sent = sent_of(script.sight(_SILVER))[0].value
    name = name_of(sent.fingerprint)
    bulletin_acknowledged(script.record, script.cast[_SILVER], name, Heard("wcc", "by phone: the four words agree"))


def _came(script: Script, key: SigningKey) -> None:
    """From London's centre: what is said of other councils, for all who share GREEN."""
    at = script.after(133)
    found = Bulletin(
        CENTRE, script.estate.body_by_id[CENTRE].name, 7,
        f"{PRACTICE}several London councils were targeted", Tlp.GREEN, at, at + timedelta(hours=24),
        "duty manager of the coordination centre, 020 7946 0150", next_at=at + timedelta(hours=4),
        facts=(
            Said("Several London councils were targeted in the last 24 to 48 hours.", Believed.BELIEVED, Tlp.GREEN),
            Said("How the attackers got in.", Believed.UNKNOWN, Tlp.GREEN),
        ),
        todo=("Look through all admin sign-ins of the last 48 hours",
              "Find out who can cut each of your links to a neighbour, and how they are reached tonight"),
        avoid=("Do not ring back a number that stands in a message",),
        asks=("Tell us by noon whether you see any of this, or that you have not looked yet",),
        indicators=(Indicator("ipv4", "203.0.113.24", "", Tlp.GREEN),),
    )  # fmt: skip
    raw = sign_bulletin(found, key).to_bytes()
    opened = open_bulletin(raw, list_of(HOME), script.after(136), name="it", reader=Reader(HOME, community=True))
    bulletin_received(script.record, script.cast[_SILVER], taken(opened, ""))


def _answered(script: Script) -> None:
    """What it says to do becomes tasks; the centre is told that we have it."""
    silver = script.cast[_SILVER]
    got = received_of(script.sight(_SILVER))[0].value
    name = name_of(got.fingerprint)
    lines = SignedBulletin.from_bytes(got.file.encode(), name="it").bulletin.todo
    tasks_of_bulletin(script.record, silver, name, lines[:1], due=script.after(270))
    bulletin_acknowledged(script.record, silver, name, Heard(HOME, "by phone: four words"))
