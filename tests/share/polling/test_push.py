"""Giving to a partner: what the gate let through, asked after to an end, and nothing of theirs believed beyond it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from battlebox.share.intel import Thing
from battlebox.share.polling import Asker, PollCode, PollError, push
from share.polling.partner import Reply, made

STATUS = "2d086da7-4bdc-4f91-900e-d77486753710"


@dataclass
class Gate:
    """Lets through what is even, and remembers when."""

    one: object
    ledger: list = field(default_factory=list)

    def let(self, things, _feed):
        goes = [each for each in things if int(each.id[-1]) % 2 == 0]
        self.ledger.append((len(self.one.posted), [each.id for each in goes]))
        return goes


@pytest.fixture
def give(feed_of):
    def once(one, things, gate=None, **more):
        feed = feed_of(one, **more)
        waited = []
        with Asker(feed.server) as asker:
            found = push(
                [Thing.from_says(made(each)) for each in things], feed, asker, gate or Gate(one), pause=waited.append
            )
        return found, waited

    return once


def test_only_what_the_gate_let_through_is_posted_and_the_ledger_comes_first(partner, give):
    one = partner()
    gate = Gate(one)
    found, _ = give(one, range(250), gate)
    assert [each["id"] for each in one.posted] == [made(at)["id"] for at in range(0, 250, 2)]
    assert (found.given, found.taken, found.kept_back) == (125, 125, 125)
    assert [before for before, _ in gate.ledger] == [0, 50, 100]
    assert one.asks[0].headers["Content-Type"] == "application/taxii+json;version=2.1"


def test_where_nothing_may_go_nobody_is_asked(partner, give):
    one = partner()
    found, _ = give(one, [1, 3])
    assert (found.given, found.kept_back, one.asks) == (0, 2, [])


def test_a_post_that_is_still_worked_on_is_asked_after(partner, give):
    def plan(ask):
        if ask.method == "POST":
            return Reply(202, {"id": STATUS, "status": "pending"})
        if ask.number < 4:
            return Reply(said={"id": STATUS, "status": "pending", "success_count": 1})
        failures = [{"id": made(2)["id"], "message": "<script>"}]
        return Reply(said={"id": STATUS, "status": "complete", "failures": failures})

    one = partner(plan=plan)
    found, waited = give(one, [0, 2, 4])
    assert [ask.path for ask in one.asks[1:]] == [f"/api/status/{STATUS}/"] * 3
    assert waited == [1.0, 2.0, 4.0]
    assert (found.given, found.taken, found.failed, found.open) == (3, 2, (made(2)["id"],), 0)


def test_one_that_is_worked_on_for_ever_is_left_and_said_to_be_open(partner, give):
    one = partner(plan=lambda _: Reply(202, {"id": STATUS, "status": "pending", "success_count": 1}))
    found, waited = give(one, [0, 2, 4])
    assert (len(waited), found.taken, found.open) == (10, 1, 2)


@pytest.mark.parametrize(
    "said",
    [
        {
            "id": STATUS,
            "status": "complete",
            "failures": [{"id": 5}, "x", {"id": "<b>"}] * 1000,
            "failure_count": 10**9,
        },
        {"id": STATUS, "status": "complete", "failures": "all", "failure_count": -7},
        {"id": STATUS, "status": "complete", "success_count": 10**9},
    ],
)
def test_a_status_speaks_of_no_more_than_was_given(partner, give, said):
    found, _ = give(partner(plan=lambda _: Reply(202, said)), [0, 2])
    assert found.given == 2
    assert 0 <= found.taken <= 2
    assert len(found.failed) <= 2
    assert all(each == "one without an id" for each in found.failed)


@pytest.mark.parametrize("said", [{}, [], {"id": "../../x", "status": "pending"}, {"id": 5}, "done"])
def test_no_status_is_said_to_be_none(partner, give, said):
    one = partner(plan=lambda _: Reply(202, said))
    with pytest.raises(PollError, match="does not say what became of what we sent") as wrong:
        give(one, [0])
    assert wrong.value.code is PollCode.NOT_STATUS


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_post_is_never_sent_on(partner, give, status):
    one = partner(plan=lambda _: Reply(status, headers={"Location": "/other/"}))
    with pytest.raises(PollError, match="sent us on to another machine"):
        give(one, [0])
    assert len(one.asks) == 1
