"""What the demonstration's partners exchange: signs of the attack, an event of MISP, how Hammersmith & Fulham stands.

Law: made up, as everything in the demonstration; addresses and names are of those that are kept for documentation, so
that nobody's real server is on a list to be blocked.
Not here: who gives it to whom, and when (demo_partners.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

import orjson

from battlebox.desk.exchange import AskSaid, PartnerStatus, StateSaid, SystemSaid
from battlebox.desk.picture import Chance, Suspicion
from battlebox.marking import Tlp
from battlebox.share.intel import Thing, stix_id, to_stamp
from battlebox.share.situation import Issuer, situation_of

ADDRESS: Final = "198.51.100.7"
SITE: Final = "shared-drive.example"
HASH: Final = "9f2c" * 16
MISP_FILE: Final = "hf-event-41.json"
SEEN: Final = "Admin sign-ins at night from an address that is nobody's of ours"
LURE: Final = "Site that asks for a council password"


def our_signs(home: str, at: datetime) -> tuple[Thing, ...]:
    """What Kensington & Chelsea looks for: an address for its neighbours alone, a site for the community, a report."""
    address = _indicator(home, SEEN, f"[ipv4-addr:value = '{ADDRESS}']", Tlp.AMBER, at)
    site = _lure(home, Tlp.GREEN, at, at)
    report = _thing(
        home, "report", "signs", Tlp.AMBER, at, name="Signs of the attack on the shared servers",
        description="Look for both in the logs of the last three days. Tell us what you find, also if it is nothing.",
        published=to_stamp(at), report_types=["threat-report"], object_refs=[address.id, site.id],
    )  # fmt: skip
    return address, site, report


def closer_lure(home: str, made: datetime, at: datetime) -> Thing:
    """The site again, under a stricter label: its owner is being asked to take it down, and is not to be warned."""
    return _lure(home, Tlp.AMBER, made, at)


def their_sighting(body: str, of: str, at: datetime) -> tuple[Thing, ...]:
    """A neighbour saw a sign of ours too."""
    return (
        _thing(body, "sighting", "night", Tlp.AMBER, at, sighting_of_ref=of, count=2,
               first_seen=to_stamp(at - timedelta(hours=31)), last_seen=to_stamp(at - timedelta(hours=6)),
               description="Twice, at the gateway; both were refused."),
    )  # fmt: skip


def misp_event(at: datetime) -> bytes:
    """An event as Hammersmith & Fulham's security desk has it in MISP."""
    stamp = str(int(at.timestamp()))

    def attribute(kind: str, category: str, value: str, comment: str, *, is_sign: bool = True) -> dict[str, Any]:
        return {"uuid": _uuid(kind, value), "type": kind, "category": category, "value": value, "to_ids": is_sign,
                "timestamp": stamp, "distribution": "5", "comment": comment}  # fmt: skip

    event = {
        "uuid": _uuid("event", "41"), "info": "Messages in partner mail that ask for a password",
        "date": at.date().isoformat(), "timestamp": stamp, "threat_level_id": "2", "analysis": "1",
        "distribution": "1", "Orgc": {"uuid": _uuid("org", "hf"), "name": "H&F security desk"},
        "Tag": [{"name": "tlp:amber"}],
        "Attribute": [
            attribute("domain", "Network activity", SITE, "in four messages this morning"),
            attribute("ip-dst", "Network activity", "203.0.113.24", "where the site was at 7am"),
            attribute("sha256", "Payload delivery", HASH, "the file that it offers"),
            attribute("email-subject", "Payload delivery", "Shared folder: sign in again", "", is_sign=False),
        ],
    }  # fmt: skip
    return orjson.dumps({"Event": event})


def their_status(name: str, incident: str, opened: datetime, at: datetime) -> tuple[Thing, ...]:
    """How Hammersmith & Fulham's security desk says it stands, by machine: its cloud sign-in is suspected."""

    def state(key: str, source: str, **more: Any) -> StateSaid:
        return StateSaid(Tlp.AMBER, at, key, Suspicion.SUSPECTED, source, **more)

    desk = "H&F security desk"
    signs_in = SystemSaid(
        Tlp.AMBER, at, "hf.identity", "hf/hf.identity", "H&F: cloud sign-in and second factor",
        state("hf.identity", desk, checked="guest accounts of the old sharing, not yet the others", chance=Chance.LOW),
        is_shared=True,
    )  # fmt: skip
    ask = AskSaid(Tlp.AMBER, at, "guests", "Close the guest accounts that you still have for us",
                  "two of them signed in at night", due=at + timedelta(hours=2))  # fmt: skip
    status = PartnerStatus("hf", name, state("hf", desk, chance=Chance.LOW), systems=(signs_in,), asks=(ask,))
    issuer = Issuer("hf", name, incident, opened)
    return tuple(each.thing for each in situation_of(status, issuer=issuer, reader="rbkc", now=at))


def _lure(home: str, label: Tlp, made: datetime, at: datetime) -> Thing:
    found = _indicator(home, LURE, f"[domain-name:value = '{SITE}']", label, made)
    return Thing.from_says({**found.says, "modified": to_stamp(at)})


def _indicator(home: str, name: str, pattern: str, label: Tlp, made: datetime) -> Thing:
    return _thing(home, "indicator", name, label, made, name=name, pattern=pattern, pattern_type="stix",
                  valid_from=to_stamp(made), indicator_types=["malicious-activity"])  # fmt: skip


def _thing(home: str, kind: str, seed: str, label: Tlp, made: datetime, **says: Any) -> Thing:
    return Thing.from_says({
        "type": kind, "spec_version": "2.1", "id": stix_id(kind, home, seed), "created": to_stamp(made),
        "modified": to_stamp(made), "object_marking_refs": [label.stix_id], **says,
    })  # fmt: skip


def _uuid(*words: str) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(("battlebox.example", *words))))
