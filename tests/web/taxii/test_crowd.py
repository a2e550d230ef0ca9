"""Partners poll while one posts: each gets what is for it, once, and the ledger says the same.

The same with thirty partners and ten thousand things: make bench PART=taxii.
"""

from __future__ import annotations

import http.client
import threading
from base64 import b64encode
from collections import Counter
from urllib.parse import urlsplit

import orjson

from battlebox.marking import Tlp
from web.taxii.feed import MEDIA
from web.taxii.stix_made import indicator

BATCHES, PER_BATCH, PAGE = 12, 9, 7
LABELS = (Tlp.CLEAR, Tlp.GREEN, Tlp.AMBER_STRICT)
# Eastholt posts: what it may have back is all. A neighbour is in the community, Farwick is a stranger.
READS = {
    "eastholt": set(LABELS),
    "neighbour": {Tlp.CLEAR, Tlp.GREEN},
    "neighbour-too": {Tlp.CLEAR, Tlp.GREEN},
    "farwick": {Tlp.CLEAR},
}


def asker(feed, address, body):
    """One partner on one connection."""
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    proof = b64encode(f"{body}:{feed.tokens[body]}".encode()).decode()
    headers = {"Authorization": f"Basic {proof}", "Accept": MEDIA, "Content-Type": MEDIA}

    def ask(method, query="", sent=None):
        line.request(method, feed.objects + query, sent, headers)
        answer = line.getresponse()
        return answer.status, answer.headers, orjson.loads(answer.read())

    return line, ask


def test_what_is_posted_while_others_poll_is_neither_lost_nor_doubled_nor_leaked(served):
    feed, address = served
    for body in ("neighbour", "neighbour-too"):
        feed.partner(body, community=True)
        _may_read(feed, body)
    made = [[indicator(f"{a} {b}", LABELS[b % 3]) for b in range(PER_BATCH)] for a in range(BATCHES)]
    wanted = {
        body: {each["id"] for batch in made for b, each in enumerate(batch) if LABELS[b % 3] in labels}
        for body, labels in READS.items()
    }
    got, wrong, done = {body: [] for body in READS}, [], threading.Event()

    def poll(body):
        line, ask = asker(feed, address, body)
        after, is_last = "", False
        while not is_last:
            is_last = done.is_set()
            more = True
            while more:
                status, headers, says = ask("GET", f"?limit={PAGE}" + (f"&added_after={after}" if after else ""))
                got[body] += [each["id"] for each in says.get("objects", ())]
                after, more = headers.get("X-TAXII-Date-Added-Last", after), says.get("more", False)
                wrong.extend([(body, status, says)] if status != 200 else [])
        line.close()

    def post():
        line, ask = asker(feed, address, "eastholt")
        for batch in made:
            status, _, says = ask("POST", sent=orjson.dumps({"objects": batch}))
            wrong.extend([("post", status, says)] if (status, says.get("failure_count")) != (202, 0) else [])
        line.close()
        done.set()

    threads = [threading.Thread(target=poll, args=(body,)) for body in READS] + [threading.Thread(target=post)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(60)
    assert wrong == []
    assert {body: set(ids) - wanted[body] for body, ids in got.items()} == {key: set() for key in READS}, "leaked"
    assert {body: wanted[body] - set(ids) for body, ids in got.items()} == {key: set() for key in READS}, "lost"
    assert {body: len(ids) for body, ids in got.items()} == {body: len(ids) for body, ids in wanted.items()}, "doubled"
    assert _in_the_ledger() == {body: Counter(ids) for body, ids in got.items()}


def _may_read(feed, body):
    from battlebox.web.models import Right

    Right.objects.create(partner=feed.partners[body], collection=feed.collection, may_read=True)


def _in_the_ledger():
    from battlebox.web.taxii.ledger import check, ledger_of

    check("northmere")
    found = {}
    for row in ledger_of("northmere"):
        found.setdefault(row.body, Counter()).update(item.id for item in row.items)
    return found
