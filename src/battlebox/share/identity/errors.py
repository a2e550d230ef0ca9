"""How a sign-in by an issuer can end without one, and what is refused in its settings, in sentences for the officer.

Law: one code per cause, one (sentence, hint) per code; of what the issuer or a browser sent nothing is repeated.
Not here: which account an identity is bound to (web).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # The settings.
    BAD_FILE = auto()
    OPEN_SECRET = auto()
    # The way there.
    AWAY = auto()
    RESTING = auto()
    NOT_TRUSTED = auto()
    NOT_UNDERSTOOD = auto()
    OTHER_ISSUER = auto()
    # The way back.
    NOT_BEGUN = auto()
    SAID_NO = auto()
    CODE_REFUSED = auto()
    DESK_REFUSED = auto()
    NO_TOKEN = auto()
    BAD_TOKEN = auto()
    UNSIGNED = auto()
    NO_KEY = auto()
    WRONG_TIME = auto()
    OTHER_DESK = auto()
    OTHER_SIGN_IN = auto()
    NOT_ASKED_ANEW = auto()
    NO_WHO = auto()
    UNVERIFIED = auto()


_LOCAL: Final = "sign in with your name and password of the desk: that works without it"
_AGAIN: Final = "begin again on the sign-in page; or sign in with your name and password of the desk"
_OPERATOR: Final = "sign in with your name and password of the desk, and tell whoever looks after it"

TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.BAD_FILE: ("{file} says {found}, which is not understood", "{advice}"),
    Code.OPEN_SECRET: (
        "{file} holds a secret and can be read by other users of this machine",
        "run chmod 600 on it, and have the issuer give the desk a new one if others have had an account here",
    ),
    Code.AWAY: ("{name} cannot be reached from this desk now", _LOCAL),
    Code.RESTING: ("{name} could not be reached a moment ago, and is not asked again yet", _LOCAL),
    Code.NOT_TRUSTED: ("whoever answers for {name} does not show a certificate that this desk trusts", _OPERATOR),
    Code.NOT_UNDERSTOOD: ("{name} answered with what this desk does not understand", _OPERATOR),
    Code.OTHER_ISSUER: ("whoever answers for {name} says that it is another issuer", _OPERATOR),
    Code.NOT_BEGUN: ("this sign-in was not begun in this browser, or too long ago, or is over already", _AGAIN),
    Code.SAID_NO: ("{name} did not sign you in", _AGAIN),
    Code.CODE_REFUSED: ("{name} does not take the sign-in: it was used already, or took too long", _AGAIN),
    Code.DESK_REFUSED: ("{name} does not know this desk, or not by this secret", _OPERATOR),
    Code.NO_TOKEN: ("{name} did not say who you are: its answer holds no identity", _OPERATOR),
    Code.BAD_TOKEN: ("what {name} says of you cannot be read, or lacks what it must hold", _OPERATOR),
    Code.UNSIGNED: ("what claims to come from {name} is not signed by it", _OPERATOR),
    Code.NO_KEY: ("what claims to come from {name} is signed with a key that it does not name", _OPERATOR),
    Code.WRONG_TIME: (
        "what {name} says of you is of another time: it is over, or not begun",
        "sign in with your name and password of the desk, and compare this machine's clock with another one",
    ),
    Code.OTHER_DESK: ("what {name} says of you was meant for something else than this desk", _OPERATOR),
    Code.OTHER_SIGN_IN: ("what {name} says of you belongs to another sign-in than this one", _AGAIN),
    Code.NOT_ASKED_ANEW: (
        "{name} let you in from before, and did not ask you to sign in anew, as this desk wants",
        "sign out there and begin again; or sign in with your name and password of the desk",
    ),
    Code.NO_WHO: ("{name} does not say who you are in the way that this desk was told to look for", _OPERATOR),
    Code.UNVERIFIED: ("{name} has not made sure that the mail address it gives is yours", _OPERATOR),
}

AWAY: Final = frozenset({Code.AWAY, Code.RESTING, Code.NOT_TRUSTED, Code.NOT_UNDERSTOOD})
"""What lies between the desk and the issuer, and not with whoever signs in."""


class IdentityError(Exception):
    """A sign-in by an issuer that did not become one; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, **found: object) -> IdentityError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))

    @property
    def is_away(self) -> bool:
        """Whether the issuer cannot be used now, by whomever."""
        return self.code in AWAY
