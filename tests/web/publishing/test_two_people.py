"""Two people before the public page goes out, as they meet it at the desk."""

from __future__ import annotations

import pytest
from django.conf import settings
from justhtml import JustHTML

from battlebox.desk import Role
from battlebox.desk.publish import PublicRule, editions_of, rule_pages
from battlebox.share.status import check_folder
from desk.room import officer as desk_officer
from web.desk_page import filled, words
from web.publishing.test_publishing import CHILD, publish, write

MISSING = "Nobody else has looked at this page"


def alarms():
    from battlebox.web.models import Alarm

    return list(Alarm.objects.all())


def rule(opened, body="northmere", *, two=True):
    rule_pages(opened.record, desk_officer(body, Role.STRATEGIC), PublicRule(two, "the council decided so"))


@pytest.fixture
def pair(desk_page, officer, room, public):
    """Two people of Northmere who may publish; the rule is made and the page is written."""
    rule(room)
    first, second = desk_page(officer("northmere", role="communications")), desk_page("northmere")
    write(first, room)
    return first, second


def look(page, opened, **more):
    return page.send(opened.at("tell/publish/look/"), **more)


def refused(page, opened):
    text = words(page.send(opened.at("tell/publish/"), {}, expect=422))
    assert "Nobody else has looked at this page as it is now, and two people must" in text
    return text


def test_one_person_alone_publishes_nothing(pair, room, public):
    first, _ = pair
    assert MISSING in words(first.get(room.at("tell/publish/")))
    refused(first, room)
    look(first, room)
    assert "somebody else publishes it" in words(first.get(room.at("tell/publish/")))
    refused(first, room)
    assert not public.exists()
    assert editions_of(room.sight(), "northmere") == ()


def test_two_people_publish(pair, room, public):
    first, second = pair
    look(first, room)
    assert "looked at this very page and said that it may go out" in words(second.get(room.at("tell/publish/")))
    publish(second, room)
    assert check_folder(public).problems == ()
    [said] = editions_of(room.sight(), "northmere")
    assert said.value.second
    assert said.value.alone == ""
    assert alarms() == []
    # The look is spent: the next edition needs another.
    refused(second, room)


def test_what_moved_since_is_shown_and_looked_at_again(pair, room, public):
    first, second = pair
    look(first, room)
    second.send(room.at(f"tell/publish/service/{CHILD}/"), {"state": "delays", "do": "Ring 020 7946 0000."})
    text = words(second.get(room.at("tell/publish/")))
    assert "It moved since somebody did" in text
    assert "What to do They read: nothing It says now: Ring 020 7946 0000." in text
    refused(second, room)
    look(first, room)
    publish(second, room)
    assert check_folder(public).problems == ()


def test_what_moves_while_somebody_looks_is_not_what_they_said_yes_to(pair, room, public):
    first, second = pair
    address = room.at("tell/publish/look/")
    form = filled(JustHTML(first.get(address).content.decode(), sanitize=False))
    second.send(room.at(f"tell/publish/service/{CHILD}/"), {"state": "delays", "do": "Ring us."})
    assert "Somebody else recorded something here" in words(first.post(address, form, expect=422))
    refused(second, room)


def test_at_night_one_person_publishes_with_a_reason_and_an_alarm(pair, room, public):
    first, _ = pair
    first.send(room.at("tell/publish/"), {"alone": "people wait in the cold, and nobody answers"})
    [said] = editions_of(room.sight(), "northmere")
    assert said.value.alone == "people wait in the cold, and nobody answers"
    [alarm] = alarms()
    assert alarm.body == "northmere"
    assert "published the public page alone" in alarm.words
    assert "people wait in the cold" in alarm.words
    assert "on one person's word: people wait in the cold" in words(first.get(room.at("tell/publish/")))


def test_the_sealed_account_is_nobodys_second(desk_page, officer, pair, room, public):
    sealed = officer("northmere")
    sealed.break_glass = True
    sealed.save()
    page = desk_page(sealed)
    assert "cannot be the second person" in words(page.get(room.at("tell/publish/look/")))
    assert "cannot be the second person" in words(look(page, room, expect=422))
    refused(pair[0], room)


def test_gold_makes_the_rule_and_taking_it_back_is_an_alarm(desk_page, officer, room, public):
    gold, press = desk_page(officer("northmere", role="strategic")), desk_page("northmere")
    address = room.at("tell/publish/rule/")
    assert "nobody has said anything else" in words(press.get(address))
    assert "may not" in words(press.send(address, {"two": "yes", "why": "so"}, expect=422))
    gold.send(address, {"two": "yes", "why": "the cabinet decided so"})
    assert "A second person must have looked at it: the cabinet decided so" in words(press.get(address))
    assert alarms() == []
    gold.send(address, {"two": "no", "why": "one of us is ill"})
    [alarm] = alarms()
    assert "one person, no longer two" in alarm.words
    write(press, room)
    publish(press, room)
    assert check_folder(public).problems == ()


@pytest.mark.parametrize("body", ["eastholt"])
def test_another_bodys_rule_and_looks_are_its_own(desk_page, pair, room, public, body):
    look(pair[0], room)
    text = words(desk_page(body).get(room.at("tell/publish/")))
    assert "nobody has said anything else" in text
    assert "looked at this very page" not in text
    for path in ("look", "rule"):
        desk_page("farwick").get(room.at(f"tell/publish/{path}/"), expect=404)


def test_a_page_that_lacks_words_cannot_be_looked_at(desk_page, room, public):
    rule(room)
    page = desk_page("northmere")
    assert "Before it can be looked at" in words(page.get(room.at("tell/publish/look/")))
    assert "Not yet: " in words(look(page, room, expect=422))


def test_the_rule_goes_with_the_body_into_its_next_incident(desk_page, room, public):
    earlier = room.installation.found(("northmere",), title="Red lamp")
    from battlebox.desk.record import Handling, open_incident

    lead = desk_officer("northmere", Role.STRATEGIC)
    open_incident(earlier, lead, title="Red lamp", seen="a lamp", handling=Handling())
    rule_pages(earlier, lead, PublicRule(two=True, why="after last winter"))
    page = desk_page("northmere")
    write(page, room)
    assert "said in an earlier incident: after last winter" in words(page.get(room.at("tell/publish/")))
    refused(page, room)
    assert "nobody has said anything else" in words(desk_page("eastholt").get(room.at("tell/publish/")))


def test_a_look_that_is_not_kept_here_still_asks_for_another(pair, room, public):
    first, second = pair
    look(first, room)
    for each in (settings.DESK.data / "public-looked").iterdir():
        each.write_text("{", encoding="utf-8")
    second.send(room.at(f"tell/publish/service/{CHILD}/"), {"state": "delays", "do": "Ring us."})
    text = words(second.get(room.at("tell/publish/")))
    assert "It moved since somebody did" in text
    assert "What moved since" not in text
    refused(second, room)
