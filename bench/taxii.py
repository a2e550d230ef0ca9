"""The TAXII server through the client that everybody uses, over the loopback, with validation, gate and ledger on.

Medallion, where it can be installed, is asked the same by the same client in the same run.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from contextlib import contextmanager, suppress
from pathlib import Path

import requests
from table import Row
from taxii2client.v21 import Collection, as_pages

BATTLEBOX = Path(sys.executable).with_name("battlebox")
PORT = 18_655
PEER_PORT = 18_656
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


@contextmanager
def serving(folder: Path):
    """A server in a process of its own."""
    words = [BATTLEBOX, "share", "serve", "--data", folder, "--port", str(PORT)]
    server = subprocess.Popen(words, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with suppress(requests.ConnectionError):
                requests.get(f"http://127.0.0.1:{PORT}/taxii2/", timeout=5)
                break
            time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(30)


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


def posted(collection: Collection, many: int, *, batch: int = BATCH) -> list[float]:
    """Seconds of each batch."""
    batches = [[thing(at + one) for one in range(min(batch, many - at))] for at in range(0, many, batch)]
    return [timed(lambda each=each: collection.add_objects({"objects": each}))[0] for each in batches]


def walked(ask, per: int = 100) -> tuple[int, float]:
    """How many were read page by page, and the seconds that it took."""
    began = time.perf_counter()
    many = sum(len(page.get("objects", ())) for page in as_pages(ask, per_request=per))
    return many, time.perf_counter() - began


def served(full: str = "yes") -> list[Row]:
    Path("out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=Path("out").absolute()) as place:
        folder = Path(place)
        tokens, kept = partners(folder)
        peer = medallion(folder) if full == "yes" else {}
        with serving(folder):
            rows = asked(ours(tokens[0], kept), ours(tokens[1], kept), peer)
            if full == "yes":
                rows += crowd(tokens, kept)
                fill(kept, LARGE)
                again = timed(lambda: ours(tokens[1], kept).get_objects(limit=100), 60)
                rows.append(row("first page of 100, of 100,000 and more, p95", p95(again), note="goal: 30 ms"))
        return rows


def row(what: str, seconds: float, peer: float | None = None, note: str = "") -> Row:
    return Row(what, "taxii2-client, loopback", seconds, "medallion 3.0.0" if peer else "", peer, note)


def asked(writer: Collection, reader: Collection, peer: dict[str, float]) -> list[Row]:
    first = posted(writer, FIRST)
    per = sum(first) / FIRST
    rows = [row("POST, batch of 100, for each object", per, peer.get("post"), f"{1 / per:,.0f}/s; goal: 3,000/s")]
    many, seconds = walked(reader.get_objects)
    rows.append(row("paged GET, limit 100, for each object", seconds / many, peer.get("get"),
                    f"{many / seconds:,.0f}/s of {many:,}; goal: 8,000/s"))  # fmt: skip
    many, seconds = walked(reader.get_manifest)
    rows.append(row("manifest, limit 100, for each record", seconds / many, peer.get("manifest"),
                    f"{many / seconds:,.0f}/s; goal: 20,000/s"))  # fmt: skip
    many, seconds = walked(reader.get_manifest, 1000)
    rows.append(row("manifest, limit 1,000, for each record", seconds / many, None, f"{many / seconds:,.0f}/s"))
    pages = timed(lambda: reader.get_objects(limit=100), 60)
    rows.append(row("first page of 100, of 1,826, p95", p95(pages), peer.get("first"), "goal: 20 ms"))
    one = reader.get_objects(limit=1)["objects"][0]["id"]
    by_id = timed(lambda: reader.get_object(one), 60)
    rows.append(row("object by id, p95", p95(by_id), peer.get("one"), f"median {median(by_id)}; goal: 8 ms"))
    nothing = timed(lambda: reader.get_objects(added_after="2100-01-01T00:00:00Z"), 100)
    rows.append(row("anything new? p95", p95(nothing), peer.get("new"), f"median {median(nothing)}; goal: 5 ms"))
    grown = posted(writer, GROWN - FIRST)
    flat = statistics.median(grown[-15:]) / statistics.median(first[1:16])
    rows.append(row("POST, batch of 100, at 10,000", statistics.median(grown[-15:]), None,
                    f"{flat:.2f} times the first ones; goal: 1.5"))  # fmt: skip
    return rows


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


def medallion(folder: Path) -> dict[str, float]:
    """The same asked of medallion, where benchmarks/peers.txt can be installed; nothing where it cannot."""
    place = folder / "peer"
    lock = Path("benchmarks/peers.txt")
    try:
        subprocess.run([sys.executable, "-m", "venv", place], check=True, capture_output=True)
        words = [place / "bin" / "pip", "-q", "install", "--require-hashes", "--no-deps", "-r", lock]
        subprocess.run(words, check=True, capture_output=True)
    except subprocess.CalledProcessError:
        print("medallion cannot be installed here: no figures of a peer", file=sys.stderr)
        return {}
    kept = "91a7b528-80eb-42ed-a74d-c6fbd5a26116"
    says = {
        "discovery": {"title": "peer", "default": "api", "api_roots": ["api"]},
        "api": {
            "information": {"title": "api", "versions": ["application/taxii+json;version=2.1"],
                            "max_content_length": 10_000_000},
            "status": [],
            "collections": [{"id": kept, "title": "Seen", "can_read": True, "can_write": True,
                             "media_types": ["application/stix+json;version=2.1"], "objects": [], "manifest": []}],
        },
    }  # fmt: skip
    data, settings = folder / "peer.json", folder / "peer.conf"
    data.write_text(json.dumps(says))
    settings.write_text(
        json.dumps(
            {
                "backend": {"module": "medallion.backends.memory_backend", "module_class": "MemoryBackend",
                            "filename": str(data)},
                "users": {"x": "y"},
                "taxii": {"max_page_size": 100},
            }
        )
    )  # fmt: skip
    words = [place / "bin" / "medallion", "--port", str(PEER_PORT), settings]
    server = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ})
    try:
        time.sleep(5)
        theirs = Collection(f"http://127.0.0.1:{PEER_PORT}/api/collections/{kept}/", user="x", password="y")  # noqa: S106 - of a server that is thrown away
        first = posted(theirs, FIRST)
        many, seconds = walked(theirs.get_objects)
        records, manifest = walked(theirs.get_manifest)
        page = theirs.get_objects(limit=100)
        return {
            "post": sum(first) / FIRST,
            "get": seconds / many,
            "manifest": manifest / records,
            "first": p95(timed(lambda: theirs.get_objects(limit=100), 3)),
            "one": p95(timed(lambda: theirs.get_object(page["objects"][0]["id"]), 10)),
            "new": p95(timed(lambda: theirs.get_objects(added_after="2100-01-01T00:00:00Z"), 3)),
        }
    except (requests.RequestException, ZeroDivisionError) as wrong:
        print(f"medallion did not answer: {wrong}", file=sys.stderr)
        return {}
    finally:
        server.terminate()
        server.wait(30)
