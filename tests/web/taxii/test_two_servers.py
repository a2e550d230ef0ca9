"""Two servers on one PostgreSQL: what one of them takes in or decides holds at the other, in one order for all."""

from __future__ import annotations

import json
import threading
from http.client import HTTPException
from itertools import count, cycle

import pytest

from battlebox.marking import Tlp
from web.taxii import two_servers
from web.taxii.stix_made import indicator

pytestmark = pytest.mark.one_store
EACH, PER_BATCH, PAGE = 2000, 100, 250
MUCH = 1_000_000
READERS = {f"reader-{at}": at for at in range(4)}


@pytest.fixture(scope="module")
def two(postgres, tmp_path_factory):
    made = two_servers.begin(postgres, tmp_path_factory.mktemp("two"))
    made.register(
        {
            "crowd": [(body, True, MUCH) for body in ("writer-0", "writer-1", *READERS)],
            "counted": [("busy", True, 6), ("calm", True, 6)],
            "aside": [("newcomer", False, MUCH), ("neighbour", True, MUCH)],
            "cut": [("doubted", True, MUCH)],
            "killed": [("brave", True, MUCH)],
        }
    )
    yield made
    made.end()


def test_two_writers_at_two_servers_and_nobody_who_polls_either_misses_doubles_or_reorders(two):
    made = {
        f"writer-{at}": [
            [indicator(f"{at} {batch} {one}", Tlp.GREEN) for one in range(PER_BATCH)]
            for batch in range(EACH // PER_BATCH)
        ]
        for at in (0, 1)
    }
    got, wrong, writing = {body: [] for body in READERS}, [], threading.Event()

    def post(at):
        ask = two.asker(f"writer-{at}", at)
        for batch in made[f"writer-{at}"]:
            status, _, says = ask(sent=batch)
            wrong.extend([("post", status, says)] if (status, says.get("failure_count")) != (202, 0) else [])

    def poll(body, at):
        # Two stay with one server, two go from one to the other with each page, by `next` and by date in turn.
        askers = cycle([two.asker(body, at % 2)] if at < 2 else [two.asker(body, 0), two.asker(body, 1)])
        after, is_last = "", False
        while not is_last:
            is_last = writing.is_set()
            more, query = True, after and f"&added_after={after}"
            while more:
                status, headers, says = next(askers)(f"?limit={PAGE}{query}")
                wrong.extend([(body, status, says)] if status != 200 else [])
                got[body] += [each["id"] for each in says.get("objects", ())]
                after, more = headers.get("X-TAXII-Date-Added-Last", after), says.get("more", False)
                query = f"&next={says['next']}" if more else ""

    writers = [threading.Thread(target=post, args=(at,)) for at in (0, 1)]
    pollers = [threading.Thread(target=poll, args=each) for each in READERS.items()]
    for each in writers + pollers:
        each.start()
    for each in writers:
        each.join(120)
    writing.set()
    for each in pollers:
        each.join(60)
    wanted = {each["id"] for batches in made.values() for batch in batches for each in batch}
    assert wrong == []
    assert {body: len(ids) for body, ids in got.items()} == dict.fromkeys(READERS, 2 * EACH), "lost or doubled"
    assert set(got["reader-0"]) == wanted
    assert len({tuple(ids) for ids in got.values()}) == 1, "in another order"
    for ids in made.values():
        mine = [each["id"] for batch in ids for each in batch]
        assert [each for each in got["reader-0"] if each in set(mine)] == mine, "not as its writer sent them"
    assert len(two.share(1, "ledger", "--check")) == 64


def test_a_request_is_counted_whichever_server_is_asked(two):
    asked = [two.asker("busy", at % 2)("?limit=1") for at in range(8)]
    assert [status for status, _, _ in asked] == [200] * 6 + [429] * 2
    assert 1 <= int(asked[-1][1]["Retry-After"]) <= 61
    assert two.asker("calm", 1)("?limit=1")[0] == 200


def test_what_a_first_time_sender_sent_to_one_is_kept_apart_at_both_and_seen_after_it_was_let_in(two):
    before, after = indicator("before", Tlp.GREEN), indicator("after", Tlp.GREEN)
    assert two.asker("newcomer", 0)(sent=[before])[0] == 202
    two.share(0, "collection", "put", "aside", _file(two, after))
    asks = [two.asker("neighbour", at) for at in (0, 1)]
    seen = [ask("?limit=10") for ask in asks]
    assert [[each["id"] for each in says["objects"]] for _, _, says in seen] == [[after["id"]]] * 2
    two.share(1, "partner", "let-in", "newcomer", "--by", "J. Silver")
    later = f"?added_after={seen[0][1]['X-TAXII-Date-Added-Last']}"
    assert [[each["id"] for each in ask(later)[2]["objects"]] for ask in asks] == [[before["id"]]] * 2


def test_a_cut_off_at_one_holds_at_the_other_from_the_next_request_even_between_two_pages(two):
    asks = [two.asker("doubted", at) for at in (0, 1)]
    assert asks[0](sent=[indicator(f"{at}", Tlp.GREEN) for at in range(4)])[0] == 202
    status, _, says = asks[1]("?limit=2")
    assert (status, says["more"]) == (200, True)
    two.share(0, "partner", "cut-off", "doubted", "--why", "a trial", "--by", "J. Silver")
    assert [ask(f"?limit=2&next={says['next']}")[0] for ask in asks] == [401, 401]
    assert asks[1](sent=[indicator("more", Tlp.GREEN)])[0] == 401


def test_where_one_dies_all_that_was_acknowledged_is_at_the_other(two):
    acknowledged, begun = [], threading.Event()

    def post():
        ask = two.asker("brave", 0)
        for batch in count():
            things = [indicator(f"{batch} {one}", Tlp.GREEN) for one in range(20)]
            try:
                status, _, _ = ask(sent=things)
            except (OSError, HTTPException, ValueError):
                # It ended before the answer, or within it.
                return
            if status == 202:
                acknowledged.extend(each["id"] for each in things)
            if batch == 5:
                begun.set()

    writer = threading.Thread(target=post)
    writer.start()
    assert begun.wait(60)
    two.running[0].kill()
    writer.join(60)
    assert len(acknowledged) >= 100
    ask, ids, query = two.asker("brave", 1), [], "?limit=1000"
    while query:
        status, _, says = ask(query)
        assert status == 200
        ids += [each["id"] for each in says["objects"]]
        query = f"?limit=1000&next={says['next']}" if says.get("more") else ""
    assert set(acknowledged) <= set(ids)
    assert len(ids) == len(set(ids))
    assert ask(sent=[indicator("the other goes on", Tlp.GREEN)])[0] == 202
    assert len(two.share(1, "ledger", "--check")) == 64


def _file(two, thing):
    path = two.folders[0] / "ours.json"
    path.write_text(json.dumps({"objects": [thing]}), encoding="utf-8")
    return str(path)
