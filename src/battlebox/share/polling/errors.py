"""How a poll of a partner can end, and what is refused when one is set up, in sentences for a liaison officer.

Law: one code per cause, one (sentence, hint) per code; of what a partner sent nothing is repeated.
Not here: which object of a page is unsound (share.intel), how long to wait after each (rest.py).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # It went well, or stopped at a limit of ours and goes on next time.
    WHOLE = auto()
    UNCHANGED = auto()
    PAGES = auto()
    BYTES = auto()
    OBJECTS = auto()
    SECONDS = auto()
    STOPPED = auto()
    # Their server goes round in a circle.
    CURSOR_AGAIN = auto()
    NOTHING_NEW = auto()
    NO_NEXT = auto()
    # It is not where it should be.
    ELSEWHERE = auto()
    TURNS = auto()
    NO_NAME = auto()
    NO_WAY = auto()
    CLOSED_ADDRESS = auto()
    NOT_TRUSTED = auto()
    WRONG_PIN = auto()
    # What it answers is not to be read.
    TOO_LARGE = auto()
    SLOW = auto()
    HUNG_UP = auto()
    PACKED = auto()
    NOT_TAXII = auto()
    OLD_TAXII = auto()
    NOT_ENVELOPE = auto()
    NOT_STATUS = auto()
    # It answers, and says no.
    KEY_REFUSED = auto()
    NOT_THERE = auto()
    BUSY = auto()
    THEIR_FAULT = auto()
    REFUSED = auto()
    # Setting it up.
    BAD_URL = auto()
    OPEN_URL = auto()
    BAD_COLLECTION = auto()
    BAD_NAME = auto()
    BAD_PIN = auto()
    TWO_TRUSTS = auto()
    NO_FILE = auto()
    BAD_KEY = auto()
    BAD_LIMIT = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.WHOLE: ("everything that {who} had for us is here", "nothing is to be done"),
    Code.UNCHANGED: ("{who} has nothing new", "nothing is to be done"),
    Code.PAGES: (
        "{who} has more than the {most} pages that one poll reads",
        "nothing is to be done: the next poll goes on from there",
    ),
    Code.BYTES: (
        "{who} has more than the {most} bytes that one poll reads",
        "nothing is to be done: the next poll goes on from there",
    ),
    Code.OBJECTS: (
        "{who} has more than the {most} objects that one poll reads",
        "nothing is to be done: the next poll goes on from there; if it never ends, ask {who} what they publish",
    ),
    Code.SECONDS: (
        "{who} has more than one poll of {most} seconds could read",
        "nothing is to be done: the next poll goes on from there",
    ),
    Code.STOPPED: ("the poll of {who} was stopped here", "the next one goes on from there"),
    Code.CURSOR_AGAIN: (
        "{who}'s server sent us to a place where we had been: it would have gone round for ever",
        "what came is kept; tell whoever runs it that its `next` repeats",
    ),
    Code.NOTHING_NEW: (
        "{who}'s server goes on saying that there is more, and sends nothing new",
        "what came is kept; tell whoever runs it that `more` stays true",
    ),
    Code.NO_NEXT: (
        "{who}'s server says that there is more, and not where",
        "what came is kept; tell whoever runs it that an answer with `more` needs `next`",
    ),
    Code.ELSEWHERE: (
        "{who}'s server sent us on to another machine, and we did not go",
        "nothing was said there; ring {who} on a number that you know: if they moved, add the feed anew",
    ),
    Code.TURNS: (
        "{who}'s server sent us on from one address to the next without an end",
        "tell whoever runs it that it redirects in a circle",
    ),
    Code.NO_NAME: (
        "no machine of the name that we have for {who} is known here",
        "is this desk on a network? If it is, ring {who}: their name may be off",
    ),
    Code.NO_WAY: (
        "{who}'s server does not answer from here",
        "is this desk on a network? If it is, ring {who}: their server may be off, which may be news",
    ),
    Code.CLOSED_ADDRESS: (
        "the name that we have for {who} leads to an address inside a private network, and we did not go",
        "are they really inside? Add the feed anew with --private. If not, somebody changed their name: ring them",
    ),
    Code.NOT_TRUSTED: (
        "{who}'s server cannot prove that it is theirs, and nothing was said to it",
        "ring {who}: has their certificate changed? Name their authority with --ca, or the certificate with --pin",
    ),
    Code.WRONG_PIN: (
        "{who}'s server showed another certificate than the one that we were told, and nothing was said to it",
        "ring {who} on a number that you know and compare the fingerprint before you change it here",
    ),
    Code.TOO_LARGE: (
        "{who}'s server sent more than {most} bytes at once, and we hung up",
        "what came before is kept; tell whoever runs it, or ask for fewer objects a page",
    ),
    Code.SLOW: (
        "{who}'s server took longer than {most} seconds, and we hung up",
        "what came before is kept; it is tried again later",
    ),
    Code.HUNG_UP: (
        "{who}'s server hung up, or what it said is no HTTP",
        "what came before is kept; it is tried again later",
    ),
    Code.PACKED: (
        "{who}'s server packed its answer although we asked it not to, and it was not opened",
        "tell whoever runs it to send to us without Content-Encoding",
    ),
    Code.NOT_TAXII: (
        "what answers at {who}'s address is no TAXII 2.1: a sign-in page or another program may stand there",
        "open the address in a browser, or ask {who} for it again",
    ),
    Code.OLD_TAXII: (
        "{who}'s server speaks an older TAXII, which is not read here",
        "ask whoever runs it for the address of TAXII 2.1",
    ),
    Code.NOT_ENVELOPE: (
        "what {who}'s server sent cannot be read as a page of objects",
        "what came before is kept; tell whoever runs it",
    ),
    Code.NOT_STATUS: (
        "{who}'s server does not say what became of what we sent",
        "ask {who} by phone whether it arrived; sending it again doubles nothing",
    ),
    Code.KEY_REFUSED: (
        "{who}'s server no longer takes what we prove ourselves with",
        "ring {who}: has the token run out, or have they cut us off? With a new one, add the feed anew",
    ),
    Code.NOT_THERE: (
        "{who}'s server says that the collection is not there, or not for us",
        "ask {who} for its address, and whether we may still read it",
    ),
    Code.BUSY: (
        "{who}'s server asks us to come later",
        "nothing is to be done: it is tried again when they say, and within an hour at most",
    ),
    Code.THEIR_FAULT: (
        "{who}'s server has a fault (it answered {status})",
        "what came before is kept; it is tried again later; tell whoever runs it if it stays",
    ),
    Code.REFUSED: (
        "{who}'s server refused what we asked (it answered {status})",
        "what came before is kept; tell whoever runs it",
    ),
    Code.BAD_URL: (
        "that is no address of a server",
        "write it as https://taxii.example.org/api/, with no name, password, ? or # in it",
    ),
    Code.OPEN_URL: (
        "that address is not reached by TLS",
        "write it with https:// in front; http:// is for a server on this very machine, with --private",
    ),
    Code.BAD_COLLECTION: (
        "that is no id of a collection",
        "write it as {who} gave it: letters, digits and dashes; --discover lists what they have",
    ),
    Code.BAD_NAME: (
        "that is no name for a feed",
        "write small letters, digits and dashes, at most 60, such as eastholt-indicators",
    ),
    Code.BAD_PIN: (
        "that is no SHA-256 fingerprint of a certificate",
        "write its 64 hexadecimal digits, with or without colons",
    ),
    Code.TWO_TRUSTS: (
        "an authority and a pinned certificate are both named",
        "name one: --ca where {who} has an authority of its own, --pin for one certificate",
    ),
    Code.NO_FILE: ("{path} cannot be used as {what}", "name a PEM file that the desk's own user can read"),
    Code.BAD_KEY: (
        "that is nothing to prove oneself with",
        "give a token, or a name and a password, on one line, without blanks around it",
    ),
    Code.BAD_LIMIT: ("{name} is {found}", "write a whole number from {low} to {high}"),
}


class PollError(Exception):
    """Why a poll or a push went no further, or a feed is not taken; str() is the sentence."""

    exit_code = 4

    def __init__(self, code: Code, sentence: str, hint: str, after_seconds: int = 0) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.after_seconds = after_seconds
        """When the partner would have us try again; 0 where it does not say."""

    @classmethod
    def of(cls, code: Code, *, after_seconds: int = 0, **found: object) -> PollError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found), after_seconds)
