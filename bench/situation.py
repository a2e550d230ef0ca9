"""From the entry being saved to a partner's request finding it: West London at hour three, every partner told.

The desk's own thread publishes; the partner asks over the loopback, twenty times a second. It says nothing of networks.
"""

from __future__ import annotations

import statistics
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
from table import Row

PORT = 18_672
HOME, READER = "rbkc", "wcc"
MEDIA = "application/taxii+json;version=2.1"
FOUND_SECONDS_MOST = 30.0


def told(rounds: int, partners: int) -> list[Row]:
    """How long it takes in so many rounds, with so many partners that are told; the one that asks comes last."""
    with tempfile.TemporaryDirectory() as folder:
        record, token, place, publishing = _stand(Path(folder) / "desk", partners)
        from battlebox.web.starting.server import partner_server
        from battlebox.web.taxii.handler import TaxiiHandler

        server = partner_server(PORT, TaxiiHandler())
        threading.Thread(target=server.serve, daemon=True).start()
        publishing.begin()
        headers = {"Authorization": f"Bearer {token}", "Accept": MEDIA}
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{PORT}", headers=headers, timeout=30) as client:
                address = f"/taxii2/{HOME}/collections/{place}/objects/?match[type]=infrastructure"
                took = sorted(_found(record, client, address, at) for at in range(rounds))
        finally:
            publishing.end()
            server.stop()
    note = f"median {statistics.median(took):.2f}, worst {took[-1]:.2f} of {rounds}; {partners} partners are told"
    late = took[max(0, round(0.95 * rounds) - 1)]
    return [Row("a change saved, until a partner's request finds it", "95th percentile", late, note=note)]


def _stand(folder: Path, partners: int):
    from battlebox.web.taxii.standing import stand

    desk = stand(folder)
    from battlebox.desk import Officer, Role
    from battlebox.desk.command import CAST, play_demo
    from battlebox.desk.exchange import Change, What, answer_change, propose_change
    from battlebox.share.ground import RealDesk
    from battlebox.web.estates_to_choose import read_shipped
    from battlebox.web.models import Partner
    from battlebox.web.partnering.doing import do
    from battlebox.web.records import installation, open_folder
    from battlebox.web.situations.place import place_for
    from battlebox.web.situations.publish_thread import Publishing
    from battlebox.web.taxii.credentials import give_token

    cast = {name: Officer(f"o-{name}", name, who[0], frozenset({who[1]})) for name, who in CAST.items()}
    play_demo(desk.data, read_shipped("west-london"), cast)
    open_folder(desk.data)
    record = installation().record(installation().incidents[0])
    silver, gold = (
        Officer(f"o-{role}", role.value, HOME, frozenset({role})) for role in (Role.TACTICAL, Role.STRATEGIC)
    )
    tokens = {}
    for body in (*(f"body-{at}" for at in range(partners - 1)), READER):
        made = Partner(ours=HOME, body=body, name=body, community=True, is_quarantined=False,
                       requests_per_minute=10**8, bytes_per_day=10**14)  # fmt: skip
        tokens[body] = give_token(made)
        change = Change(What.TELL, body, f"{body} is told.", "a measurement")
        thing = propose_change(record, silver, change).thing
        do(change, HOME, datetime.now(UTC))
        answer_change(record, gold, thing, agreed=True)
    place = place_for(Partner.objects.get(ours=HOME, body=READER)).pk
    return record, tokens[READER], place, Publishing(installation(), RealDesk(HOME))


def _found(record, client: httpx.Client, address: str, at: int) -> float:
    """One change, and how long until it is found."""
    from battlebox.desk import Officer, Role
    from battlebox.desk.picture import Belief, Subject, Suspicion, estate_in_use, state_suspicion
    from battlebox.desk.record import Handling, Sight
    from battlebox.marking import Tlp
    from battlebox.web.records import installation

    silver = Officer("o-tactical", "tactical", HOME, frozenset({Role.TACTICAL}))
    estate = estate_in_use(Sight.of(record, silver), installation().shelf).estate
    words = f"the night engineer, look number {at}"
    state = Suspicion.SUSPECTED if at % 2 else Suspicion.CONFIRMED
    state_suspicion(record, estate, silver, Subject.SYSTEM, "rbkc.mail", Belief(state, record.now(), words),
                    handling=Handling(Tlp.GREEN))  # fmt: skip
    began = time.perf_counter()
    while time.perf_counter() - began < FOUND_SECONDS_MOST:
        if words in client.get(address).text:
            return time.perf_counter() - began
        time.sleep(0.05)
    raise SystemExit("it was never found")
