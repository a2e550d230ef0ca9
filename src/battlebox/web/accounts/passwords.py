"""What a password must be, in our own words.

Law: each sentence says what to write instead.
Not here: how long it must be (settings.py).
"""

from __future__ import annotations

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    UserAttributeSimilarityValidator,
)


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


class SeldomTried(CommonPasswordValidator):
    """Not one that is tried first."""

    def get_error_message(self) -> str:
        """Too common."""
        return "This password is too common: it is among the first that somebody would try. Use three words of your own"
