"""What many lack is said once, with the list of them."""

from __future__ import annotations

from battlebox.drill.report.lack import Lack, lacks_words, shared

NOT_STARTED = "its fallback was not started"
LACKS = shared([(NOT_STARTED, "Mobile meals"), ("it has no fallback", "Court work"), (NOT_STARTED, "Telecare"),
                (NOT_STARTED, "Mobile meals")])  # fmt: skip


def test_what_many_lack_is_said_once_with_the_list_of_them():
    first, second = LACKS
    assert first == Lack(NOT_STARTED, ("Mobile meals", "Telecare"))
    assert second == Lack("it has no fallback", ("Court work",))
    assert LACKS[0].said == "its fallback was not started: Mobile meals; Telecare"
    assert lacks_words(LACKS, 9) == (
        "Its fallback was not started: Mobile meals; Telecare. It has no fallback: Court work"
    )


def test_a_list_that_is_cut_says_how_many_are_left_out():
    assert lacks_words(LACKS, 2) == "Its fallback was not started: Mobile meals; Telecare; and 1 more"
    assert lacks_words(LACKS, 1) == "Its fallback was not started: Mobile meals; and 2 more"
    assert lacks_words(shared([("nobody said why", "A-2")]) + LACKS, 2).endswith("Mobile meals; and 2 more")


def test_what_nobody_in_particular_lacks_is_a_sentence():
    assert lacks_words((Lack("no word in public"),), 3) == "No word in public"
    assert lacks_words((Lack("no word in public"), Lack("no page")), 1) == "No word in public; and 1 more"
    assert lacks_words((), 3) == ""
