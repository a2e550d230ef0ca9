"""Short answers: what they say of the sentence before them is said, and what they leave open is left open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.desk.tell import Status
from desk.facts import PLAIN
from desk.public_gate import STRICT, cleared, drafted, refused, written
from desk.room import Room

UNKNOWN = replace(PLAIN, wording="whether personal data was copied", status=Status.UNKNOWN)
DENIED = replace(PLAIN, wording="The council has paid a ransom.", status=Status.DENIED)
BELIEVED = replace(PLAIN, wording="The phones will be back by Friday.", status=Status.BELIEVED)
CONFIRMED = replace(PLAIN, wording="All libraries are open.")
SAFE = replace(UNKNOWN, wording="Is it safe to pay online?")


@pytest.fixture
def room():
    return Room.opened()


@pytest.mark.parametrize(
    "typed",
    [
        "Was personal data copied? Yes.",
        "Was personal data copied? No.",
        "Was personal data copied? Yes, in March.",
        "Was personal data copied? Sadly, it was.",
        "Was personal data copied? We are afraid so.",
        "Was personal data copied? Some of it was.",
        "You ask: was personal data copied? Yes.",
        "Is it true that personal data was copied? Yes.",
        "It is not known whether personal data was copied. It was.",
        "We do not yet know whether personal data was copied, but it was.",
        "If personal data was copied - and it was - we will write.",
        "You asked whether personal data was copied. The answer is yes.",
        "Some say personal data was copied. It was not.",
        "We can confirm whether personal data was copied.",
        "Nobody doubts whether personal data was copied.",
        "We no longer doubt whether personal data was copied.",
        "There is no doubt whether personal data was copied.",
        "We know whether or not personal data was copied.",
        *(
            f"We do not yet know whether personal data was copied{answer}"
            for answer in (
                *(
                    " (it was).",
                    ", it was.",
                    " - it was.",
                    "; it was.",
                    ": yes.",
                    " [affirmative].",
                    " (yes, it was).",
                    " {it was}.",
                ),
                " (we know that it was).",
                *(
                    " (no).",
                    ", it wasn't.",
                    " (confirmed), and are sorry.",
                    " (spoiler: it certainly was).",
                    " (it was)",
                ),
                *("\n(It was.)", ". Undoubtedly, all of it.", ". You are right.", ". Affirmative.", ". As you say."),
            )
        ),
        "Was personal data copied - yes.",
        "Was personal data copied (yes)?",
        "Personal data was copied. We do not know yet.",
        "Personal data was copied. We are checking.",
    ],
)
def test_what_an_answer_says_is_told(room, typed):
    cleared(room, UNKNOWN)
    assert "is unknown, and the words do not say so" in refused(room, written, summary=typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Has the council paid a ransom? Yes.",
        "The council has paid a ransom? No, two.",
        "The council has paid a ransom? No comment.",
        "Reports say the council has paid a ransom, and Eastholt has not.",
        "Nobody says that the council has paid a ransom. That is not true.",
    ],
)
def test_only_a_plain_no_says_that_it_is_not_true(room, typed):
    cleared(room, DENIED)
    assert "is denied, and the words do not say so" in refused(room, written, summary=typed)


@pytest.mark.parametrize("answer", ["Yes.", "No."])
def test_a_question_with_its_answer_is_that_fact_for_labels_too(room, answer):
    cleared(room, STRICT)
    typed = f"Did the attackers come in through the VPN of Acme Ltd? {answer}"
    assert "TLP:AMBER+STRICT" in refused(room, written, summary=typed)


@pytest.mark.parametrize(
    ("fact", "typed"),
    [
        (UNKNOWN, "You may be worried that personal data was copied. We do not know yet."),
        (UNKNOWN, "Personal data was copied? Not known yet."),
        (UNKNOWN, "Was personal data copied? We do not know. Please change your password."),
        (UNKNOWN, "We do not know whether personal data was copied. If it was, we will write to you."),
        (UNKNOWN, "We do not know whether personal data was copied. Once we do, we will tell you."),
        (UNKNOWN, "We do not know whether personal data was copied, and if so, by whom."),
        (UNKNOWN, "We do not know whether personal data was copied. We are here for you."),
        (UNKNOWN, "We do not know whether personal data was copied, sadly."),
        (UNKNOWN, "We do not know whether personal data was copied. We are doing all we can."),
        (UNKNOWN, "Was personal data copied? We will not say."),
        (UNKNOWN, "We do not know whether personal data was copied, or how it was."),
        (UNKNOWN, "We do not know whether personal data was copied (we are checking)."),
        (UNKNOWN, "We do not know whether personal data was copied, but we will tell you."),
        (UNKNOWN, "We do not know whether personal data was copied. We will put this right."),
        (UNKNOWN, "Not yet known: whether personal data was copied (not confirmed)."),
        (UNKNOWN, "We do not know whether personal data was copied. That is why we ask you to be careful."),
        (UNKNOWN, "We have not finished checking whether personal data was copied."),
        (UNKNOWN, "We will confirm whether personal data was copied."),
        (UNKNOWN, "As soon as we can confirm whether personal data was copied, we will write."),
        (SAFE, "Do not pay online until we say it is safe to pay online."),
        (DENIED, "The council has paid a ransom? No."),
        (DENIED, "Has the council paid a ransom? No, it has not."),
        (DENIED, "Some say the council has paid a ransom. That is not true."),
        (DENIED, "The council has paid a ransom. This is not true."),
        (DENIED, "Contrary to reports that the council has paid a ransom, we have not."),
        (BELIEVED, "The phones will be back by Friday. This is not confirmed."),
        (CONFIRMED, "Are all libraries open? Yes, they are."),
        (CONFIRMED, "Are the libraries shut? No. All libraries are open."),
        (CONFIRMED, "Some say they are shut. That is not true. All libraries are open."),
        (CONFIRMED, "All libraries are open. Not all phones work."),
        (CONFIRMED, "Open or not, ring us. All libraries are open."),
    ],
)
def test_an_answer_that_is_honest_goes(room, fact, typed):
    cleared(room, fact)
    assert written(room, summary=typed)


@pytest.mark.parametrize(
    "typed",
    [
        "All libraries are open? No.",
        "Are all libraries open? No, only two.",
        "Some say all libraries are open. They are not.",
        "We do not think all libraries are open.",
        "Perhaps all libraries are open.",
        "All libraries are open, we believe.",
        "We hope all libraries are open.",
        "Not all libraries are open.",
        "Hardly all libraries are open.",
        "All libraries are open. This is not true.",
        "This is not true. All libraries are open.",
        "This is not true.\n\nAll libraries are open.",
        "We no longer believe this.\nAll libraries are open.",
        "Not yet confirmed: All libraries are open.",
    ],
)
def test_what_is_confirmed_is_not_doubted_by_what_stands_beside_it(room, typed):
    cleared(room, CONFIRMED)
    assert "is confirmed, and the words say that it is not" in refused(room, written, summary=typed)


@pytest.mark.parametrize("typed", ["This is not true.", "We no longer believe this."])
def test_nor_by_words_before_it_where_it_was_chosen(room, typed):
    thing = cleared(room, CONFIRMED)
    written(room, facts=(thing,), summary=typed)
    [lacking] = drafted(room).lacking
    assert "is confirmed, and the words say that it is not" in lacking


def test_a_line_that_ends_between_a_question_and_its_answer_parts_them_not(room):
    cleared(room, UNKNOWN)
    typed = "Was personal data copied?\n\nYes."
    assert "is unknown, and the words do not say so" in refused(room, written, summary=typed)
