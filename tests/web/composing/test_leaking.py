"""What a leak would tell: names by their telling words, facts that may not be public, and what was not looked for."""

from __future__ import annotations

import pytest

from battlebox.marking import Tlp
from web.desk_page import words

VPN = "Remote access (VPN / zero-trust access)"
NAMES = (
    "Eastholt Council",
    "Acme Ltd",
    VPN,
    "Email, Teams, SharePoint, OneDrive",
    "Education, admissions and SEND records",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They came in through the VPN of a supplier.", [f"VPN (of {VPN})"]),
        ("the vpn is shut", [f"VPN (of {VPN})"]),
        ("It began at Acme.", ["Acme (of Acme Ltd)"]),
        ("Ring Eastholt Council.", ["Eastholt Council"]),
        ("Eastholt is hit as well.", ["Eastholt (of Eastholt Council)"]),
        ("SharePoint works, Teams does not.", [f"{each} (of {NAMES[3]})" for each in ("Teams", "SharePoint")]),
        ("Our teams are at work.", []),
        ("Send us no email. The council keeps records, and access to them is limited.", []),
        ("Councils everywhere; vpns; acmes.", []),
        ("", []),
    ],
)
def test_names_are_found_whole_and_by_the_words_that_tell(desk, text, found):
    from battlebox.web.composing.leaking import names_in

    assert names_in(text, NAMES) == found


def test_words_that_everybody_knows_anyway_are_no_names(desk):
    from battlebox.web.composing.leaking import names_in

    assert not names_in("Telecare is off.", ["Telecare alarm receiving centre"], {"telecare"})
    assert names_in("Telecare is off.", ["Telecare alarm receiving centre"])


def test_a_memo_warns_of_a_fact_that_may_not_be_public_and_says_what_was_not_looked_for(opened, press, register):
    from battlebox.web.composing.leaking import NOT_LOOKED_FOR

    register.clear(register.state("Some screens are blank."))
    said = words(press.get(opened.at("tell/words/staff-memo/")))
    assert "may not be made public" not in said
    assert NOT_LOOKED_FOR in said
    assert "It names no system" not in said
    register.clear(register.state("Eastholt let them in.", not_about="it speaks of a road", tlp=Tlp.AMBER_STRICT))
    page = words(press.get(opened.at("tell/words/staff-memo/")))
    assert "(TLP:AMBER+STRICT) is a fact that may not be made public. A leak makes it so" in page
    assert "reads these names in it: Eastholt (of Eastholt Council)" in page
    assert "Not for the public" in words(press.get(opened.at("tell/words/staff-memo/send/")))
    # A press line has no such fact in it, and so no warning.
    assert "A leak makes it so" not in words(press.get(opened.at("tell/words/press-line/")))


def test_of_a_fact_that_its_label_bars_the_page_says_that_clearing_is_not_enough_and_who_may_change_it(
    opened, press, desk_page, register
):
    thing = register.state("The care system is off.", tlp=Tlp.AMBER_STRICT)
    said = words(press.get(opened.at("tell/words/press-line/")))
    assert "Your own body clears it, on its page" in said
    register.clear(thing)
    said = words(press.get(opened.at("tell/words/press-line/")))
    assert "Your own body clears it" not in said
    assert "It is cleared already: its label or its readers would have to change" in said
    assert "whoever of your own body may change the fact, on its page" in said
    for body in ("eastholt", "farwick"):
        page = desk_page(body)
        if body == "farwick":
            page.get(opened.at("tell/words/press-line/"), expect=404)
        else:
            assert "The care system is off." not in words(page.get(opened.at("tell/words/press-line/")))
