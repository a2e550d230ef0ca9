"""What somebody types for the public page: refused where a fact may not be public, named where it comes close."""

from __future__ import annotations

from dataclasses import replace

from battlebox.desk.tell import releases_of
from battlebox.marking import Tlp
from battlebox.share.status import page_of_file
from desk.facts import PLAIN, change, clear
from web.desk_page import words
from web.publishing.test_publishing import CHILD, due, fact, publish, write

STRICT = replace(PLAIN, wording="The attackers came in through the VPN of Acme Ltd.", tlp=Tlp.AMBER_STRICT)


def test_words_of_a_fact_that_may_not_be_public_are_refused_in_the_form_and_stay_in_it(desk_page, room, public):
    page = desk_page("northmere")
    fact(room, STRICT)
    typed = "The attackers came in, through the VPN of Acme Ltd"
    answer = page.send(room.at("tell/publish/words/"), {"headline": typed, **due()}, expect=422)
    said = words(answer)
    assert "This may not leave: the one thing to know: fact A-" in said
    assert "Northmere" in said
    assert typed in answer.content.decode()
    assert "This may not leave" in words(
        page.send(room.at(f"tell/publish/service/{CHILD}/"), {"state": "delays", "do": typed}, expect=422)
    )


def test_a_fact_taken_back_after_it_was_typed_keeps_the_whole_page_in(desk_page, room, public):
    page = desk_page("northmere")
    thing = fact(room)
    write(page, room, headline="Some screens are blank")
    publish(page, room)
    before = page_of_file(public / "status.json")
    assert len(releases_of(room.sight(), thing)) == 1
    page.send(room.at(f"tell/publish/service/{CHILD}/"), {"state": "delays", "do": PLAIN.wording})
    change(room, thing, wording="No screen is blank.")
    clear(room, thing, "northmere")
    assert "Words to put right where they stand" in words(page.get(room.at("tell/publish/")))
    said = words(page.send(room.at("tell/publish/"), {}, expect=422))
    assert "the one thing to know: fact A-" in said
    assert ", what people should do: fact A-" in said
    assert page_of_file(public / "status.json") == before


def test_words_that_come_close_to_a_fact_that_stays_are_named_to_whoever_publishes_and_to_who_looks(
    desk_page, room, public
):
    page = desk_page("northmere")
    fact(room, STRICT)
    write(page, room, headline="The Acme VPN let the attackers in")
    for address in ("tell/publish/", "tell/publish/look/"):
        said = words(page.get(room.at(address)))
        assert f"{STRICT.wording} Its label does not let it go there" in said or "TLP:AMBER+STRICT" in said
        assert "Nothing is stopped by that" in said
    publish(page, room)
    assert page_of_file(public / "status.json")
