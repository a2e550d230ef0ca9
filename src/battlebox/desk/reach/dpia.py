"""The template that goes with a list of people: impact assessment, lawful basis, retention, as questions to fill in.

Law: it asks and does not answer; nothing in it is legal advice, and what the law says is for the body's own data
protection officer to write; the page in the documents and the paper are made of these same words.
Not here: the terms a list is kept on (reach_list.py), typesetting (share).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the template: what to do, and the questions, each with what is already so by the way it works."""

    title: str
    do: str
    questions: tuple[tuple[str, str], ...]


TITLE: Final = "Reach list: impact assessment, lawful basis and retention"
OPENING: Final = (
    "Fill this in before the bad day, and have your data protection officer sign it. It is a template and not legal "
    "advice: the answers are yours. The right-hand column says what Battlebox does by itself; strike out what you do "
    "not rely on."
)
PARTS: Final = (
    Part(
        "What it is for",
        "One list, one purpose. A second purpose needs a second sheet like this one.",
        (
            ("Why must these people be reached when our systems are off?", "The purpose is asked for with each list."),
            ("Which services' people are on it (telecare, homeless tonight, home care ...)?", ""),
            ("Could we reach them without a list? Why not?", ""),
            ("Who decided, and on what date?", "Who brings a list in, and when, is in the signed record."),
        ),
    ),
    Part(
        "Who answers for the data",
        "In a shared service the body that hosts the system may not be the one that answers for its data.",
        (
            ("Which body is the controller of each source?", "The controller is asked for with each list."),
            ("Does another body process it for us? Under which agreement?", ""),
            ("With which bodies may counts be shared, and why?", "Counts and marks are shared; names leave no body."),
            ("Who is the data protection officer, and on which number out of hours?", ""),
        ),
    ),
    Part(
        "Lawful basis",
        "To be written by the data protection officer: name the provision, not only the idea.",
        (
            ("What is our basis for holding it?", "The basis is asked for with each list, and printed in the record."),
            ("The list shows health, abuse and care. Which further condition do we rely on?", ""),
            ("Which duty or power of ours does this serve?", ""),
            ("How are people told that such a list is kept?", ""),
        ),
    ),
    Part(
        "Least data",
        "Every field must be one that a caller needs in the next two minutes.",
        (
            (
                "Which columns of each source are taken?",
                "Those of the eleven fields that are named to it; other columns are left behind, and listed.",
            ),
            ("Who writes the note, and what may it not hold?", "A note has at most 300 characters."),
            ('How do we know that "do not phone" is right in the source?', "Such people are on no call sheet."),
            ("How often is the extract renewed?", "Its date is on every screen and sheet, with what it may miss."),
        ),
    ),
    Part(
        "Who can open it",
        "Two posts that are never away on the same night. Never a person's name.",
        (
            ("Which two posts or more hold a key?", "Names are sealed; any one holder opens them at any hour."),
            ("Where does each keep it, and who checks when?", "Each opening is in the record: who, when and why."),
            ("Who may key sheets back without a key?", "By sheet and line number; they see no names on the screen."),
            (
                "What happens when a holder leaves?",
                "Another holder replaces them; the old key can be removed for good.",
            ),
        ),
    ),
    Part(
        "Risks",
        "For each: how likely, how bad for the person, what we do, what is left, who accepts it.",
        (
            ("A sheet is lost or photographed.", "Sheets are numbered; late and lost ones are alarms until settled."),
            (
                "Somebody is phoned whose abuser answers.",
                "No number is printed for them; the script says nothing to others.",
            ),
            (
                "Somebody is missed because the list is old.",
                'It says "may miss people added since" wherever it is shown.',
            ),
            ("The laptop is stolen.", "Names are encrypted in the record; keys are on paper or with the holders."),
            ("A person with a login looks without need.", "Opening takes a key and a reason, and is recorded."),
            ("An officer of another body looks.", "Lists are for the body that brought them; others find nothing."),
            (
                "A caller is fooled, or a resident is, by somebody who pretends to be us.",
                "The script asks for no bank details.",
            ),
        ),
    ),
    Part(
        "Retention and the end",
        "Say what ends it, not only when.",
        (
            (
                "When is the list no longer needed?",
                "An expiry is asked for; it warns a day before, and erases nothing.",
            ),
            ("Who closes it, and who agrees to the removal of its keys?", "Two desks, or one with the admin key."),
            ("What becomes of the sheets of paper?", "The register shows each as returned, late or lost."),
            ("What is kept after the end, and how long?", "Counts, outcomes and who did what; no names can be read."),
            ("May a legal hold stop the removal? Who places it?", "A hold in the record beats every removal."),
        ),
    ),
    Part(
        "If it goes wrong",
        "A lost sheet, a wrong number, a list that cannot be opened: each may be a personal data breach.",
        (
            ("Who decides whether it is reported, within which time?", "Lost sheets tell information governance."),
            ("Who tells the people concerned?", ""),
            ("Whom do people ask for what we hold on them?", "A person is found by the number the source gives."),
        ),
    ),
    Part(
        "Signatures",
        "Name, post, date; when it is looked at again.",
        (
            ("Service lead", ""),
            ("Data protection officer", ""),
            ("Senior owner of the risk", ""),
            ("Looked at again on", ""),
        ),
    ),
)


def dpia_page() -> str:
    """The template as a page of the documents, in Markdown."""
    lines = [f"# {TITLE}", "", "This page is written by `make docs` from the words that Battlebox prints.", "", OPENING]
    for number, part in enumerate(PARTS, start=1):
        lines += ["", f"## {number}. {part.title}", "", part.do, "", "| question | our answer | what Battlebox does |"]
        lines += ["|---|---|---|", *(f"| {asked} | | {does} |" for asked, does in part.questions)]
    return "\n".join(lines) + "\n"
