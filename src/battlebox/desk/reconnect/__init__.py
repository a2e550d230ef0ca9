"""Links between bodies: who assures what to whom, what the other decides, and when a link may be opened again.

Law: both sides assure and both accept; a new indicator or suspicion revokes; what was opened all the same says so.
Not here: systems of one body coming back (restore), what partners are asked besides (command).
"""

from battlebox.desk.reconnect.asking import Wanted, ask_assurance
from battlebox.desk.reconnect.between import Ends, link_of, links_between, unneeded_in, unneeded_of
from battlebox.desk.reconnect.deciding import judge_letter
from battlebox.desk.reconnect.history import history_of
from battlebox.desk.reconnect.joining import ACTS, Joining
from battlebox.desk.reconnect.judgement import Condition, Judgement, Outcome, judgements_of
from battlebox.desk.reconnect.letter import QUESTIONS, Letter, issue_letter
from battlebox.desk.reconnect.opening import missing_of, move_link
from battlebox.desk.reconnect.owed import alarms_of, assured_words, owed_of
from battlebox.desk.reconnect.prefilled import prefilled
from battlebox.desk.reconnect.receiving import (
    Assurance,
    Seal,
    letter_of,
    letters_of,
    note_paper,
    take_letter,
    withdraw_letter,
)
from battlebox.desk.reconnect.since import is_doubted
from battlebox.desk.reconnect.standing import (
    Link,
    LinkState,
    Side,
    link_now,
    links_of,
    passed_links,
    spoken_links,
    why_void,
)

__all__ = [
    "ACTS",
    "QUESTIONS",
    "Assurance",
    "Condition",
    "Ends",
    "Joining",
    "Judgement",
    "Letter",
    "Link",
    "LinkState",
    "Outcome",
    "Seal",
    "Side",
    "Wanted",
    "alarms_of",
    "ask_assurance",
    "assured_words",
    "history_of",
    "is_doubted",
    "issue_letter",
    "judge_letter",
    "judgements_of",
    "letter_of",
    "letters_of",
    "link_now",
    "link_of",
    "links_between",
    "links_of",
    "missing_of",
    "move_link",
    "note_paper",
    "owed_of",
    "passed_links",
    "prefilled",
    "spoken_links",
    "take_letter",
    "unneeded_in",
    "unneeded_of",
    "why_void",
    "withdraw_letter",
]
