"""The TAXII server through the client that everybody uses, over the loopback, with validation, gate and ledger on.

Medallion, where it can be installed, is asked the same by the same client in turn with ours.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import threading
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import medallion
import requests
from answering import answering
from table import Row
from taxii2client.v21 import Collection, as_pages

BATTLEBOX = Path(sys.executable).with_name("battlebox")
PORT = 18_655
FIRST, GROWN, LARGE = 1_826, 10_000, 100_000
BATCH = 100
GREEN = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"
AUTHOR = "identity--0b7c5e0e-6a57-4f4e-9f8f-5a6f5f0c7c11"


def thing(at: int) -> dict[str, object]:
    """An indicator of about the size of real ones; each names its author."""
    return {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{uuid.uuid4()}",
        "created_by_ref": AUTHOR,
        "created": "2026-11-20T08:00:00.000Z",
        "modified": "2026-11-20T08:00:00.000Z",
        "name": f"address {at} was called by a loader",
        "description": "Seen in the logs of the mail gateway. " * 12,
        "indicator_types": ["malicious-activity"],
        "pattern": f"[ipv4-addr:value = '10.{at >> 16 & 255}.{at >> 8 & 255}.{at & 255}']",
        "pattern_type": "stix",
        "valid_from": "2026-11-20T08:00:00Z",
        "labels": ["loader", "mail"],
        "external_references": [{"source_name": "desk", "description": f"entry {at}"}],
        "object_marking_refs": [GREEN],
    }


def partners(folder: Path, many: int = 31) -> tuple[list[str], str]:
    """Tokens of partners that may read and write, the first of which registered the author; and the collection."""
    from battlebox.web.taxii.standing import stand

    stand(folder)
    from battlebox.web.models import Collection as Kept
    from battlebox.web.models import Partner, Right
    from battlebox.web.taxii.credentials import give_token

    kept = Kept.objects.create(ours="northmere", title="Seen", alias="seen")
    tokens = []
    for at in range(many):
        made = Partner(
            ours="northmere",
            body=f"body-{at}",
            name=f"Body {at}",
            community=True,
            is_quarantined=False,
            identity="" if at else AUTHOR,
            requests_per_minute=10**8,
            bytes_per_day=10**14,
        )
        tokens.append(give_token(made))
        Right.objects.create(partner=made, collection=kept, may_read=True, may_write=True)
    return tokens, str(kept.pk)


def serving(folder: Path):
    return answering([BATTLEBOX, "share", "serve", "--data", folder, "--port", str(PORT)], PORT)


def ours(token: str, kept: str) -> Collection:
    return Collection(f"http://127.0.0.1:{PORT}/taxii2/northmere/collections/{kept}/", user="x", password=token)


def timed(work, times: int = 1) -> list[float]:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


def p95(found: list[float]) -> float:
    return sorted(found)[max(0, int(len(found) * 0.95) - 1)]


def batches(many: int, batch: int = BATCH) -> list[list[dict[str, object]]]:
    return [[thing(at + one) for one in range(min(batch, many - at))] for at in range(0, many, batch)]


def posted(collection: Collection, many: int) -> list[float]:
    """Seconds of each batch."""
    return [timed(lambda each=each: collection.add_objects({"objects": each}))[0] for each in batches(many)]


@dataclass
class Turns:
    """Ours and, where there is one, the peer, asked the same in turn: other work on the machine hits both alike."""

    writer: Collection
    reader: Collection
    peer: Collection | None
    rows: list[Row] = field(default_factory=list)

    def say(self, what: str, mine: float, theirs: list[float], note: str, measure=p95) -> None:
        self.rows.append(row(what, mine, measure(theirs) if theirs else None, note))

    def post(self, many: int) -> list[float]:
        """Each batch to ours, then to the peer: seconds of ours."""
        mine, theirs = [], []
        for each in batches(many):
            mine += timed(lambda each=each: self.writer.add_objects({"objects": each}))
            if self.peer:
                theirs += timed(lambda each=each: self.peer.add_objects({"objects": each}))
        per = sum(mine) / many
        self.say("POST, batch of 100, for each object", per, theirs, f"{1 / per:,.0f}/s; goal: 3,000/s",
                 lambda found: sum(found) / many)  # fmt: skip
        return mine

    def walk(self, what: str, ask: str, goal: str, per: int = 100) -> None:
        """A page of ours, then one of the peer, until both are read through."""
        pages = [as_pages(getattr(self.reader, ask), per_request=per)]
        if self.peer:
            pages.append(as_pages(getattr(self.peer, ask), per_request=per))
        seconds, many = [0.0] * len(pages), [0] * len(pages)
        open_pages = set(range(len(pages)))
        while open_pages:
            for at in sorted(open_pages):
                began = time.perf_counter()
                page = next(pages[at], None)
                seconds[at] += time.perf_counter() - began
                if page is None:
                    open_pages.discard(at)
                else:
                    many[at] += len(page.get("objects", ()))
        each = [seconds[at] / many[at] for at in range(len(pages))]
        self.say(what, each[0], each[1:], f"{1 / each[0]:,.0f}/s of {many[0]:,}; goal: {goal}", lambda found: found[0])

    def ask(self, what: str, mine, theirs, goal: str, times: tuple[int, int] = (60, 3)) -> None:
        """So many questions to ours between two to the peer: the 95th percentile of ours and the peer's median."""
        found: list[float] = []
        peers: list[float] = []
        for _ in range(times[1]):
            found += timed(mine, times[0] // times[1])
            if self.peer:
                peers += timed(lambda: theirs(self.peer))
        self.say(what, p95(found), peers, f"median {median(found)}; goal: {goal}", statistics.median)


def served(full: str = "yes") -> list[Row]:
    Path("out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=Path("out").absolute()) as place:
        folder = Path(place)
        tokens, kept = partners(folder)
        with medallion.serving(folder, wanted=full == "yes") as peer, serving(folder):
            rows = asked(Turns(ours(tokens[0], kept), ours(tokens[1], kept), peer))
        if full == "yes":
            with serving(folder):
                rows += crowd(tokens, kept)
                fill(kept, LARGE)
                again = timed(lambda: ours(tokens[1], kept).get_objects(limit=100), 60)
                note = f"median {median(again)}; goal: 30 ms"
                rows.append(row("first page of 100, of 100,000 and more, p95", p95(again), note=note))
        return rows


def row(what: str, seconds: float, peer: float | None = None, note: str = "") -> Row:
    return Row(what, "taxii2-client, loopback", seconds, "medallion 3.0.0" if peer else "", peer, note)


def asked(turns: Turns) -> list[Row]:
    first = turns.post(FIRST)
    turns.walk("paged GET, limit 100, for each object", "get_objects", "8,000/s")
    turns.walk("manifest, limit 100, for each record", "get_manifest", "20,000/s")
    reader = turns.reader
    turns.ask("first page of 100, of 1,826, p95", lambda: reader.get_objects(limit=100),
              lambda peer: peer.get_objects(limit=100), "20 ms")  # fmt: skip
    one = reader.get_objects(limit=1)["objects"][0]["id"]
    turns.ask("object by id, p95", lambda: reader.get_object(one),
              lambda peer: peer.get_object(one), "8 ms", (120, 12))  # fmt: skip
    never = "2100-01-01T00:00:00Z"
    turns.ask("anything new? p95", lambda: reader.get_objects(added_after=never),
              lambda peer: peer.get_objects(added_after=never), "5 ms", (120, 3))  # fmt: skip
    turns.peer = None
    turns.walk("manifest, limit 1,000, for each record", "get_manifest", "20,000/s", 1000)
    grown = posted(turns.writer, GROWN - FIRST)
    flat = statistics.median(grown[-15:]) / statistics.median(first[1:16])
    turns.rows.append(row("POST, batch of 100, at 10,000", statistics.median(grown[-15:]), None,
                          f"{flat:.2f} times the first ones; goal: 1.5"))  # fmt: skip
    return turns.rows


def median(found: list[float]) -> str:
    return f"{statistics.median(found) * 1000:.1f} ms"


def crowd(tokens: list[str], kept: str) -> list[Row]:
    """Thirty partners poll while one posts 10,000."""
    done = threading.Event()
    seconds: list[float] = []
    got: dict[int, list[str]] = {}

    def poll(at: int) -> None:
        collection = ours(tokens[at], kept)
        after = start
        ids: list[str] = []
        is_last = False
        time.sleep(at / 10)
        while True:
            began = time.perf_counter()
            page = collection.get_objects(limit=1000, **({"added_after": after} if after else {}))
            seconds.append(time.perf_counter() - began)
            found = page.get("objects", [])
            ids += [each["id"] for each in found]
            if found:
                manifest = collection.get_manifest(limit=1000, added_after=after)
                after = manifest["objects"][len(found) - 1]["date_added"]
                continue
            if is_last:
                break
            is_last = done.is_set()
            done.wait(3)
        got[at] = ids

    start = _last_added(tokens[0], kept)
    threads = [threading.Thread(target=poll, args=(at,)) for at in range(1, 31)]
    for thread in threads:
        thread.start()
    posts = posted(ours(tokens[0], kept), 10_000)
    done.set()
    for thread in threads:
        thread.join(120)
    lost = sum(10_000 - len(set(ids)) for ids in got.values())
    twice = sum(len(ids) - len(set(ids)) for ids in got.values())
    note = f"{len(seconds)} polls by 30 partners; {lost} lost, {twice} doubled; goal: 100 ms, 0, 0"
    return [
        row("poll of up to 1,000 while one posts 10,000, p95", p95(seconds), None, note),
        row("POST of 100 while 30 partners poll, p95", p95(posts)),
    ]


def _last_added(token: str, kept: str) -> str:
    session = requests.get(
        f"http://127.0.0.1:{PORT}/taxii2/northmere/collections/{kept}/manifest/?limit=1000",
        headers={"Authorization": f"Bearer {token}"},
        timeout=60,
    )
    after = ""
    while session.json().get("objects"):
        after = session.headers["X-TAXII-Date-Added-Last"]
        session = requests.get(
            f"http://127.0.0.1:{PORT}/taxii2/northmere/collections/{kept}/manifest/",
            params={"limit": 1000, "added_after": after},
            headers={"Authorization": f"Bearer {token}"},
            timeout=60,
        )
    return after


def fill(kept: str, many: int) -> None:
    """Up to so many objects, straight into the store."""
    from battlebox.share.intel import Thing
    from battlebox.web.models import Collection as Kept
    from battlebox.web.models import Entry
    from battlebox.web.taxii.shelving import Origin, shelve

    place = Kept.objects.get(pk=kept)
    while Entry.objects.count() < many:
        shelve(
            [Thing.from_says(thing(at)) for at in range(2000)],
            Origin("body-0", source="bench"),
            ours="northmere",
            collection=place,
        )
