"""What each partner finds of how we stand: nothing before it is on, each its own, the same once, what ends is gone."""

from __future__ import annotations

import time

import pytest

from battlebox.desk.picture import Suspicion
from battlebox.desk.record import Handling
from battlebox.marking import Tlp
from battlebox.share.ground import DrillDesk, RealDesk

CONFIRMED, SUSPECTED, CLEAR = Suspicion.CONFIRMED, Suspicion.SUSPECTED, Suspicion.CLEAR
SERVED_SECONDS = 3.0
"""The promise is a second on a desk that is not busy; a machine that tests many things at once gets more."""


def states(status):
    return {each.code: each.state.state for each in status.systems}


def test_nobody_is_told_before_it_is_switched_on(situation):
    from battlebox.web.models import IntelObject

    situation.believe()
    assert situation.publish() == ()
    assert not IntelObject.objects.exists()


def test_eastholt_is_told_what_its_label_lets_it_have_and_farwick_nothing(situation):
    situation.believe()
    situation.believe("northmere.benefits", handling=Handling(Tlp.AMBER_STRICT))
    situation.switch_on()
    (done,) = situation.publish()
    assert (done.partner, done.refused) == ("eastholt", 0)
    assert states(situation.status()) == {"northmere/northmere.servers": CONFIRMED}
    assert situation.ask("farwick", situation.objects()).status == 404
    assert situation.ask("farwick", situation.objects("farwick")).status == 404
    situation.switch_on("farwick")
    situation.publish()
    assert situation.status("farwick").parts == ()


def test_each_reader_has_its_own_objects_and_finds_no_others(situation):
    situation.believe(handling=Handling(Tlp.AMBER, frozenset({"eastholt", "farwick"})))
    situation.believe("northmere.care", SUSPECTED)
    for body in ("eastholt", "farwick"):
        situation.switch_on(body)
    situation.publish()
    assert set(states(situation.status())) == {"northmere/northmere.servers", "northmere/northmere.care"}
    assert set(states(situation.status("farwick"))) == {"northmere/northmere.servers"}
    mine, theirs = ({each["id"] for each in situation.found(body)} for body in ("eastholt", "farwick"))
    assert {each.split("--")[0] for each in mine & theirs} == {"identity"}


def test_even_what_the_whole_community_may_have_goes_to_the_reader_it_was_made_for_alone(situation):
    for partner in situation.feed.partners.values():
        partner.community = True
        partner.save()
    situation.believe(handling=Handling(Tlp.GREEN))
    for body in ("eastholt", "farwick"):
        situation.switch_on(body)
    situation.publish()
    for body in ("eastholt", "farwick"):
        assert len(situation.status(body).systems) == 1
        assert len([each for each in situation.found(body) if each["type"] == "identity"]) == 1


def test_nothing_new_is_made_where_nothing_changed(situation):
    from battlebox.web.models import IntelObject

    situation.believe()
    situation.switch_on()
    (first,) = situation.publish()
    before = IntelObject.objects.count()
    (second,) = situation.publish()
    assert first.made > 0
    assert (second.made, second.taken_back, second.same) == (0, 0, first.made)
    assert IntelObject.objects.count() == before


def test_a_change_is_a_new_version_of_what_it_changed_and_the_old_one_is_given_out_no_more(situation):
    situation.believe(state=SUSPECTED)
    situation.believe("northmere.care", SUSPECTED)
    situation.switch_on()
    situation.publish()
    situation.believe(state=CONFIRMED)
    (done,) = situation.publish()
    assert done.made > 0
    assert done.same > 0
    assert states(situation.status())["northmere/northmere.servers"] is CONFIRMED
    ids = [each["id"] for each in situation.found(query="match%5Bversion%5D=all")]
    assert len(ids) == len(set(ids))


def test_older_words_of_what_changed_are_given_out_no_more(situation):
    situation.believe(source="the canary in the cellar")
    situation.believe("northmere.care", SUSPECTED)
    situation.switch_on()
    situation.publish()
    assert "canary" in str(situation.found())
    situation.believe(source="the night engineer")
    (done,) = situation.publish()
    assert done.refused == 0
    assert_nowhere(situation, b"canary")


def assert_nowhere(situation, words):
    for query in ("", "match%5Bversion%5D=all", "match%5Bversion%5D=first"):
        answer = situation.ask("eastholt", situation.objects(), query=query)
        assert words not in answer.body, query


def test_what_a_partner_may_have_no_longer_is_gone_from_its_next_page(situation):
    """Eastholt leaves the community that shares TLP:GREEN."""
    eastholt = situation.feed.partners["eastholt"]
    eastholt.community = True
    eastholt.save()
    situation.believe(handling=Handling(Tlp.GREEN), source="the canary in the cellar")
    situation.believe("northmere.care", SUSPECTED)
    situation.switch_on()
    situation.publish()
    assert len(situation.status().systems) == 2
    eastholt.community = False
    eastholt.save()
    (done,) = situation.publish()
    assert done.taken_back > 0
    assert done.refused == 0
    assert set(states(situation.status())) == {"northmere/northmere.care"}
    assert_nowhere(situation, b"canary")
    assert situation.publish()[0].taken_back == 0


def test_switching_it_off_takes_everything_back_and_on_again_gives_it_again(situation):
    situation.believe()
    situation.switch_on()
    situation.publish()
    situation.switch_off()
    (done,) = situation.publish()
    assert (done.made, done.same, done.refused) == (0, 0, 0)
    assert done.taken_back > 0
    assert situation.status().parts == ()
    situation.switch_on()
    (again,) = situation.publish()
    assert (again.refused, again.taken_back) == (0, 0)
    assert states(situation.status()) == {"northmere/northmere.servers": CONFIRMED}
    situation.switch_off()
    situation.publish()
    situation.switch_on()
    situation.publish()
    assert states(situation.status()) == {"northmere/northmere.servers": CONFIRMED}


def test_a_partner_that_was_cut_off_is_told_nothing_more(situation):
    from battlebox.web.taxii.credentials import cut_off

    situation.believe()
    situation.switch_on()
    cut_off(situation.feed.partners["eastholt"], by="J. Silver", why="their mail")
    assert situation.publish() == ()


def test_what_was_taken_up_from_a_partner_goes_no_further_than_its_label_lets_it(situation):
    """Eastholt told us under AMBER+STRICT; Farwick, which may have AMBER, is not told."""
    situation.believe("eastholt.servers", SUSPECTED, handling=Handling(Tlp.AMBER_STRICT))
    situation.switch_on("farwick")
    situation.publish()
    assert "eastholt" not in str(situation.found("farwick")).lower()


def test_everything_made_is_sound_marked_and_names_our_identity(situation):
    from battlebox.share.intel import sound

    situation.believe()
    situation.switch_on()
    situation.publish()
    situation.believe(state=SUSPECTED)
    situation.publish()
    objects = situation.ask("eastholt", situation.objects()).says["objects"]
    identity = next(each["id"] for each in objects if each["type"] == "identity")
    for each in objects:
        assert sound(each) is None, (each, sound(each))
        assert each["object_marking_refs"], each
        assert each["id"] == identity or each["type"] == "identity" or each["created_by_ref"] == identity, each


def test_without_an_estate_nothing_is_told(situation, monkeypatch):
    from battlebox.desk import DeskCode, DeskError
    from battlebox.web.situations import told

    def none(*_):
        raise DeskError.of(DeskCode.NOT_SEEN, what="estate", id="x")

    situation.believe()
    situation.switch_on()
    monkeypatch.setattr(told, "estate_in_use", none)
    (done,) = situation.publish()
    assert (done.made, done.refused) == (0, 0)


@pytest.mark.parametrize("ground", [DrillDesk("northmere"), None])
def test_a_desk_that_practises_publishes_nothing(situation, ground):
    from battlebox.web.models import IntelObject
    from battlebox.web.situations import publish_thread
    from battlebox.web.situations.publishing import publish

    situation.believe()
    situation.switch_on()
    with pytest.raises(TypeError, match="told by a real desk"):
        publish(situation.record, situation.opened.installation.shelf, "northmere", ground)
    with pytest.raises(TypeError, match="told by a real desk"):
        publish_thread.Publishing(situation.opened.installation, ground)
    publish_thread.begin(situation.opened.installation, ground)
    assert publish_thread._DESK.publishing is None
    assert not IntelObject.objects.exists()


@pytest.fixture
def publishing(situation):
    from battlebox.web.situations.publish_thread import Publishing

    return Publishing(situation.opened.installation, RealDesk("northmere"))


def test_a_round_publishes_a_record_that_grew_and_leaves_one_alone_that_did_not(situation, publishing):
    assert publishing.look() == ()
    situation.believe()
    situation.switch_on()
    (done,) = publishing.look()
    assert done.made > 0
    assert publishing.look() == ()
    situation.believe("northmere.care", SUSPECTED)
    (done,) = publishing.look()
    assert done.made > 0


def test_a_record_that_cannot_be_read_is_tried_again_and_is_an_alarm_in_the_end(situation, publishing, monkeypatch):
    from battlebox.web.models import Alarm
    from battlebox.web.situations import publish_thread

    def full(*_):
        raise OSError(28, "no space left")

    situation.believe()
    situation.switch_on()
    with monkeypatch.context() as patched:
        patched.setattr(publish_thread, "publish", full)
        with pytest.raises(OSError, match="no space"):
            publishing.look()
        publish_thread.DUTY.alarm(OSError(28, "no space left"))
        publish_thread.DUTY.alarm(OSError(28, "no space left"))
    (alarm,) = Alarm.objects.unseen()
    assert "no space" not in alarm.words
    (done,) = publishing.look()
    assert done.made > 0


def test_from_the_saved_entry_to_what_eastholt_finds_takes_a_moment(situation, publishing):
    situation.believe("northmere.care", SUSPECTED)
    situation.switch_on()
    publishing.look()
    began = time.perf_counter()
    situation.believe(state=CONFIRMED)
    publishing.look()
    assert states(situation.status())["northmere/northmere.servers"] is CONFIRMED
    assert time.perf_counter() - began + 0.25 < SERVED_SECONDS


def test_what_changes_for_weeks_does_not_pile_up_and_the_newest_that_was_given_stays(situation):
    from battlebox.web.models import IntelObject

    situation.switch_on()
    for at in range(14):
        situation.believe(state=SUSPECTED if at % 2 else CONFIRMED, source=f"look number {at}")
        situation.publish()
        if at != 4:
            situation.found()
    versions = IntelObject.objects.filter(kind="infrastructure").order_by("order")
    assert len({each.stix_id for each in versions}) == 1
    assert versions.count() == 11
    said = [bytes(each.raw).decode() for each in versions]
    assert "look number 13" in said[-1]
    assert not any("look number 4" in each for each in said), "nobody was given it"
    assert_nowhere(situation, b"look number 12")
