"""First words on the first day: facts of every kind, and then the five messages that are made from them on one page.

Law: as a person would, through pages; the one moment is timed and its clicks are counted.
Not here: the rest of the day (first_day.py).
"""

from __future__ import annotations

import re

SAID = "Some council systems are shut off as a precaution."
OWN_WORDS = (
    ("When the next update comes", "at 4pm tomorrow"),
    ("Numbers for the public", "01632 960000"),
    ("How the public check that a message is real", "Ring a number that you already have."),
    ("Which office says it", "Communications"),
)


def state_facts(day):
    """What is so, and cleared; what is not known yet; and what is another council's to clear."""
    silver = day.silver
    for wording, status, body in (
        (SAID, "Confirmed", ""),
        ("whether personal data was copied.", "Unknown", ""),
        ("Westminster has shut its networks.", "Confirmed", "Westminster"),
    ):
        silver.at("tell/facts/").press("State a fact").write("What is so, in one sentence", wording)
        silver.choose("How it stands", status).write("Who or what says so", "duty Silver")
        silver.click(silver.page.locator("main form details summary").first)
        silver.choose("How far its wording may travel", "TLP:CLEAR")
        if body:
            spoken_of = silver.page.get_by_role("group", name="Which bodies it speaks of")
            silver.check(spoken_of.get_by_label(re.compile(body)).first)
        silver.press("Save").saved()
        if not body:
            silver.follow(re.compile(re.escape(wording)), first=True).press("Clear or refuse it")
            silver.tick("It may be said, in this wording").write("Who says so", "duty Silver")
            silver.press("Save").saved()


def first_words(day):
    """Five messages on one page from the same facts: what goes, what stays and whom to ask, what is not known."""
    silver = day.silver
    with day.clock.moment("Hours 1-4: first words from the facts", clicks_max=4, seconds_max=20):
        silver.at("tell/").follow("Words").press("Write it")
        for label, words in OWN_WORDS:
            silver.write(label, words)
        silver.press("Save").saved()
        silver.sees(
            "Holding statement", "Staff memo", "Recorded phone message", "Briefing for members",
            "Note for a call to a partner", "2 facts go, 1 stays out", "Ask Westminster",
        )  # fmt: skip
        silver.click(silver.page.locator("details summary").first)
        silver.sees(SAID, "Not yet known: whether personal data was copied", *(words for _, words in OWN_WORDS[:2]))
    assert "To be written" not in silver.text
