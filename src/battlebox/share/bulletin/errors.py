"""What is wrong with a bulletin, its acknowledgement or a call-back list, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; nothing that a stranger wrote is repeated but a short name.
Not here: why a label keeps a thing from somebody (marking); that is a reason within a sentence here.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # The file.
    TOO_LARGE = auto()
    CUT_SHORT = auto()
    NOT_A_BULLETIN = auto()
    NEWER_FORMAT = auto()
    RECEIPT = auto()
    ALTERED = auto()
    IS_REAL = auto()
    OF_A_DRILL = auto()
    # What it says.
    MISSING = auto()
    UNKNOWN_FIELD = auto()
    WRONG_KIND = auto()
    TOO_LONG = auto()
    TOO_MANY = auto()
    UNSEEN = auto()
    BAD_BODY = auto()
    BAD_TIME = auto()
    TIMES = auto()
    NOTHING_SAID = auto()
    NOT_A_DRAFT = auto()
    NOT_RECOGNISED = auto()
    # Whom it may go to.
    RED = auto()
    NOBODY = auto()
    STRICTER = auto()
    MAY_NOT_GO = auto()
    # What comes back.
    NOT_AN_ACKNOWLEDGEMENT = auto()
    OTHER_BULLETIN = auto()
    WRONG_WORDS = auto()
    # The call-back list.
    BAD_ROW = auto()
    NOT_A_LIST = auto()
    KEY_KNOWN = auto()
    KEY_ELSEWHERE = auto()
    NO_KEY_THERE = auto()
    NOT_TO_BE_USED = auto()
    # Files.
    NOT_READ = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.TOO_LARGE: (
        "{name} is larger than a bulletin can be ({most} KB)",
        "ask whoever sent it for the bulletin file itself",
    ),
    Code.CUT_SHORT: (
        "{name} ends too early: it was cut short on its way",
        "have it sent again; if that is cut short too, ring them on a number that you held before",
    ),
    Code.RECEIPT: (
        "{name} says that somebody has a bulletin, and is none itself",
        "whoever signed that bulletin reads it: `battlebox share bulletin heard BULLETIN --receipt {name}`",
    ),
    Code.NOT_A_BULLETIN: (
        "{name} is not a bulletin: {why}",
        "a bulletin is one file of text that ends in .bulletin; a picture of one or a copied text cannot be checked",
    ),
    Code.NEWER_FORMAT: (
        "{name} was written by a newer Battlebox",
        "ask for it on paper, or open it with the version that the sender has",
    ),
    Code.ALTERED: (
        "{name} was altered on its way: what it says is not what was signed",
        "do not act on it; {ring}, never on a number that stands in the file",
    ),
    Code.IS_REAL: (
        "THIS MAY BE REAL. {name} does not say EXERCISE, and this desk is a drill's: nothing of it was taken in",
        "say aloud that this is no exercise; give the file at once to whoever is on duty at your council's real desk",
    ),
    Code.OF_A_DRILL: (
        "{name} is of a drill (EXERCISE EXERCISE EXERCISE), and this desk is a real one",
        "nothing in it happened: open it at the drill's desk",
    ),
    Code.MISSING: ("the bulletin does not say {field}", "{hint}"),
    Code.UNKNOWN_FIELD: (
        "the bulletin has a field {field} that no bulletin has",
        "take it out; an empty draft shows every field",
    ),
    Code.WRONG_KIND: ("{field} is not {what}", "correct it; an empty draft shows how each field is written"),
    Code.TOO_LONG: ("{field} is longer than {most} letters", "say it shorter; details go into the next bulletin"),
    Code.TOO_MANY: ("{field} has more than {most} entries", "split it over two bulletins"),
    Code.UNSEEN: (
        "{field} holds a letter that steers a screen, or ends a line",
        "write one line of plain words in it; whoever sent it may not mean well",
    ),
    Code.BAD_BODY: (
        "{field} names a body {found}, which is no id",
        "ids are small letters, digits, dots, dashes and underscores, such as northmere",
    ),
    Code.BAD_TIME: ("{field} is not a time", "write it as 2026-11-23T09:30, London time, or with an offset"),
    Code.TIMES: ("{field} is not after {before}", "correct one of the two times"),
    Code.NOTHING_SAID: (
        "the bulletin says nothing: no fact, nothing to do, no indicator",
        "write one thing that partners need to know; that you do not know yet is a fact as well",
    ),
    Code.NOT_A_DRAFT: (
        "the draft cannot be read: {why}",
        "words and times stand in quotes, lists in square brackets; see an empty one: `battlebox share bulletin draft`",
    ),
    Code.NOT_RECOGNISED: (
        "line {row} of what to look for is no address, name or hash",
        "write one value on each line, then a space and a note",
    ),
    Code.RED: (
        "{what} is TLP:RED, which is for named people and never travels as a file",
        "tell those people yourself, or leave it out",
    ),
    Code.NOBODY: (
        "it is {label}, and no body is named that it is for",
        "name the bodies it is for, or mark it TLP:GREEN for the community or TLP:CLEAR for all",
    ),
    Code.STRICTER: (
        "{what} is {label}, and the bulletin is {own}",
        "mark the bulletin {label}, or take that out and send it apart",
    ),
    Code.MAY_NOT_GO: (
        "{what} may not go to {body}: {why}",
        "leave it out, or send {body} a bulletin without it",
    ),
    Code.NOT_AN_ACKNOWLEDGEMENT: (
        "{name} is not an acknowledgement that Battlebox signed",
        "ask for the file again, or have the four words read to you by phone",
    ),
    Code.OTHER_BULLETIN: (
        "this acknowledges another bulletin",
        "compare the numbers: they may have opened an older one",
    ),
    Code.WRONG_WORDS: (
        "these are not the four words that {body} sees for this bulletin",
        "have them read again, one by one; if they stay wrong, they hold another file than you sent",
    ),
    Code.BAD_ROW: ("row {row} of the call-back list, {column}: {why}", "correct that cell and try again"),
    Code.NOT_A_LIST: (
        "{name} is not a call-back list: {why}",
        "its first row names the columns: body,name,number,who,key,since,checked,tried",
    ),
    Code.KEY_KNOWN: (
        "another key is on the list for {body}",
        "find out why: ring them on a number you had before; to hold both until you know, say --second-key",
    ),
    Code.KEY_ELSEWHERE: (
        "that key is on the list for {other}",
        "no two bodies have one key: ring both, on numbers you had before",
    ),
    Code.NO_KEY_THERE: ("that key is not on the list for {body}", "`battlebox share callback list` shows the keys"),
    Code.NOT_TO_BE_USED: (
        "nothing is taken out of this bulletin, for what is said above",
        "where only its key was unknown: ring its sender, compare the twelve words, then say --words-agree",
    ),
    Code.NOT_READ: ("{name} could not be read: {why}", "look at its name and where it lies"),
}
NO: Final = 1
INPUT: Final = 3
REFUSED: Final = 4
_EXITS: Final = {
    **dict.fromkeys(
        (
            Code.RED,
            Code.NOBODY,
            Code.STRICTER,
            Code.MAY_NOT_GO,
            Code.KEY_KNOWN,
            Code.KEY_ELSEWHERE,
            Code.NOT_TO_BE_USED,
            Code.IS_REAL,
            Code.OF_A_DRILL,
        ),
        REFUSED,
    ),
    **dict.fromkeys((Code.ALTERED, Code.WRONG_WORDS, Code.OTHER_BULLETIN), NO),
}


class BulletinError(Exception):
    """Something about a bulletin that is refused; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.claims = ""
        """Of a file that was altered: the id of the body that it claims to be from, where it is one; not proven."""
        self.exit_code = _EXITS.get(code, INPUT)

    @classmethod
    def of(cls, code: Code, **found: object) -> BulletinError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
