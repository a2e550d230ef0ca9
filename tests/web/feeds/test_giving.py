"""Giving to a partner's own server: only what it could fetch itself, in the ledger first, and never twice."""

from __future__ import annotations

import pytest

from battlebox.marking import Tlp
from battlebox.share.release import Channel
from battlebox.web.errors import Code, WebError
from share.polling.partner import Reply
from web.partnering.conftest import thing


@pytest.fixture
def give(sharing, reading, server, real):
    """Give what is in Warnings to Eastholt's server: what became of it, and the server."""
    from battlebox.web.models import Feed, Right

    one = server()
    row = reading("eastholt", one)
    Right.objects.create(partner=sharing.eastholt, collection=sharing.collection, may_read=True, purpose="the night")

    def once(**more):
        from battlebox.web.feeds.giving import give

        fresh = Feed.objects.select_related("partner", "into").get(pk=row.pk)
        return give(fresh, real, "warnings", **{"pause": lambda _: None, **more})

    once.server, once.row = one, row
    return once


def ids_of(server):
    return {each["id"] for each in server.posted}


def test_only_what_the_partner_could_fetch_itself_goes_and_the_ledger_has_its_row(sharing, give):
    from battlebox.web.taxii.ledger import ledger_of

    goes = [thing("clear", Tlp.CLEAR), thing("given by name", Tlp.AMBER)]
    sharing.put(goes[0])
    sharing.put(goes[1], audience=frozenset({"eastholt"}))
    sharing.put(
        thing("ours alone", Tlp.AMBER_STRICT), thing("for people", Tlp.RED), thing("for the community", Tlp.GREEN)
    )
    told = give()
    assert told.words == "2 things given, 2 taken, 0 not taken"
    assert ids_of(give.server) == {each.id for each in goes}
    (row,) = ledger_of("northmere")
    assert (row.body, row.channel, {item.id for item in row.items}) == ("eastholt", Channel.TAXII, ids_of(give.server))
    assert "pushed" in row.basis
    assert "the night" in row.basis


def test_the_bytes_that_arrive_are_those_that_are_held(sharing, give):
    from battlebox.web.models import IntelObject

    sharing.put(thing("clear", Tlp.CLEAR))
    give()
    assert bytes(IntelObject.objects.get().raw) in next(ask.body for ask in give.server.asks if ask.method == "POST")


def test_what_they_took_is_not_given_twice_and_again_gives_it(sharing, give):
    sharing.put(thing("clear", Tlp.CLEAR))
    give()
    assert give().words == "0 things would be given, 1 were taken before"
    sharing.put(thing("another", Tlp.CLEAR))
    assert give().words.startswith("1 thing given")
    assert give(again=True).words.startswith("2 things given")


def test_what_they_did_not_take_is_given_again(sharing, give):
    one = thing("clear", Tlp.CLEAR)
    sharing.put(one, thing("another", Tlp.CLEAR))
    status = {"id": "2d086da7-4bdc-4f91-900e-d77486753710", "status": "complete", "failure_count": 1,
              "failures": [{"id": one.id, "message": "no"}]}  # fmt: skip
    give.server.plan = lambda ask: Reply(202, status) if ask.method == "POST" else None
    told = give()
    assert (told.failed, told.is_well) == ((one.id,), False)
    give.server.plan = lambda _: None
    assert give().words.startswith("1 thing given, 1 taken")


def test_a_look_gives_nothing(sharing, give):
    sharing.put(thing("clear", Tlp.CLEAR))
    assert give(is_look=True).words == "1 thing would be given, 0 were taken before"
    assert give.server.asks == []


def test_nothing_of_theirs_goes_back_to_them(sharing, give):
    sharing.put(thing("theirs", Tlp.CLEAR), owner="eastholt")
    assert give().words.startswith("0 things")


@pytest.mark.parametrize("how", ["no right", "over", "cut off"])
def test_without_a_right_that_holds_nothing_is_asked_or_given(sharing, give, how):
    from django.utils import timezone

    from battlebox.web.models import Partner, Right

    sharing.put(thing("clear", Tlp.CLEAR))
    if how == "no right":
        Right.objects.update(may_read=False)
    elif how == "over":
        Right.objects.update(expires_at=timezone.now())
    else:
        Partner.objects.filter(body="eastholt").update(cut_off_at=timezone.now())
    with pytest.raises(WebError) as wrong:
        give()
    assert wrong.value.code is (Code.CUT_OFF if how == "cut off" else Code.NO_RIGHT)
    assert give.server.asks == []


def test_a_right_up_to_green_lets_nothing_stricter_go(sharing, give):
    from battlebox.web.models import Right

    Right.objects.update(tlp_max="GREEN")
    sharing.put(thing("given by name", Tlp.AMBER), audience=frozenset({"eastholt"}))
    assert give().words.startswith("0 things")


def test_what_is_tightened_between_two_batches_stays(sharing, give):
    from battlebox.web.models import Right

    sharing.put(*(thing(f"clear {at}", Tlp.CLEAR) for at in range(150)))
    status = {"id": "2d086da7-4bdc-4f91-900e-d77486753710", "status": "pending"}
    give.server.plan = lambda ask: Reply(said={**status, "status": "pending" if ask.method == "POST" else "complete"})
    with pytest.raises(WebError) as wrong:
        give(pause=lambda _: Right.objects.update(may_read=False))
    assert wrong.value.code is Code.NO_RIGHT
    assert [ask.method for ask in give.server.asks] == ["POST", "GET"]


def test_a_stranger_and_a_neighbour_are_given_what_each_may_have(sharing, reading, server, real, council):
    from battlebox.web.feeds.giving import give
    from battlebox.web.models import Partner, Right

    if council == "northmere":
        return
    one = server()
    row = reading(council, one)
    partner = Partner.objects.get(body=council)
    Partner.objects.filter(body="eastholt").update(community=True)
    Right.objects.create(partner=partner, collection=sharing.collection, may_read=True)
    sharing.put(thing("clear", Tlp.CLEAR), thing("for the community", Tlp.GREEN))
    sharing.put(thing("for eastholt", Tlp.AMBER_STRICT), audience=frozenset({"eastholt"}))
    give(row, real, "warnings", pause=lambda _: None)
    assert len(ids_of(one)) == {"eastholt": 3, "farwick": 1}[council]


def test_a_demonstration_gives_nothing(sharing, give):
    from battlebox.share.ground import DrillDesk
    from battlebox.web.feeds.giving import give as by
    from battlebox.web.models import Feed

    sharing.put(thing("clear", Tlp.CLEAR))
    with pytest.raises(TypeError):
        by(Feed.objects.get(), DrillDesk("demo"), "warnings")
    assert give.server.asks == []
