"""What an expected action says beyond its signs is remarked on; nothing that ships does, and no remark refuses."""

from __future__ import annotations

import pytest

from battlebox.drill.scenario import SHIPPED, remarks, shipped
from drill.scenario.test_format import EXAMPLE, changed, read

SUSPECTED = 'do = "Write that {backups} is suspected"'
ORDERED = 'do = "Order {backups} isolated, or record a decision about it"'
ABOUT = 'any = [{ kind = "suspicion:stated", about = "backups", where = { state = "suspected" } }]'


def test_the_pages_example_and_all_that_ships_say_no_more_than_their_signs_show():
    assert remarks(read(EXAMPLE)) == ()
    assert {name: remarks(shipped(name)) for name in SHIPPED} == dict.fromkeys(SHIPPED, ())


@pytest.mark.parametrize(
    ("pair", "place", "sentence", "hint"),
    [
        (
            (ABOUT, 'any = [{ kind = "suspicion:stated", about = "backups" }]'),
            "inject 1, expected 1",
            "it says «suspected», and its sign suspicion:stated would be seen for «confirmed»",
            'write where = { state = "suspected" } in that sign',
        ),
        (
            (SUSPECTED, 'do = "Write that {backups} is suspected, and on whose word"'),
            "inject 1, expected 1",
            "it says «and», and any one of its signs shows all of it: «Write that {backups} is suspected, and on",
            "make one expected of each",
        ),
        (
            (ORDERED, 'do = "Decide about {backups}, with what was not known"'),
            "inject 1, expected 2",
            "it says «with»",
            "what no entry shows belongs in scores",
        ),
        (
            (ABOUT, ABOUT.replace('about = "backups", ', "")),
            "inject 1, expected 1",
            "it names {backups}, and its sign suspicion:stated would be seen for anything",
            'write about = "backups" in that sign',
        ),
        (
            (ABOUT, ABOUT.replace("}]", '}, { kind = "bulletin:received", about = "player" }]')),
            "inject 1, expected 1",
            "its signs are about {backups}, {player}, and any one of them shows it",
            "say «or»",
        ),
        (
            (SUSPECTED + "\n", 'do = "Ring somebody outside"\n', ABOUT, 'any = [{ kind = "contact:rung" }]'),
            "inject 1, expected 1",
            "it says «outside», and its sign contact:rung would be seen for anybody",
            'write about = "others" in that sign',
        ),
        (
            (SUSPECTED + "\n", 'do = "Send staff a memo"\n', ABOUT, 'any = [{ kind = "message:ordered" }]'),
            "inject 1, expected 1",
            "it says «staff», and its sign message:ordered would be seen for words to anybody",
            'write where = { outlet = "staff memo" } in that sign',
        ),
        (
            (
                SUSPECTED + "\n",
                'do = "Judge that nobody need be told"\n',
                ABOUT,
                'any = [{ kind = "clock:changed", clock = "ico-33" }]',
            ),
            "inject 1, expected 1",
            "its sign clock:changed would be seen whatever is judged, also that the clock runs",
            "not reportable",
        ),
    ],
)
def test_each_is_named_with_its_place_and_what_would_mend_it(pair, place, sentence, hint):
    (remark,) = remarks(read(changed(*zip(pair[::2], pair[1::2], strict=True))))
    assert remark.place == place
    assert sentence in remark.sentence
    assert hint in remark.hint


def test_a_part_whose_id_has_and_in_it_is_no_and():
    text = changed((SUSPECTED, 'do = "Write that {and-so} is suspected"')).replace('"backups"', '"and-so"')
    assert remarks(read(text.replace("{backups}", "{and-so}"))) == ()
