"""The words of a form that was sent in: which of them may be kept or given back, and which never.

Law: passwords, passphrases, codes and what is marked as private are in no answer and in no store; what comes with a
form and is nobody's words is not shown as if it were.
Not here: keeping them over a lost session (stash.py), the page of a failure (failures.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError

TOKEN_FIELD: Final = "once"  # noqa: S105 - the name of a field
_CSRF: Final = "csrfmiddlewaretoken"
NEVER: Final = frozenset({_CSRF, TOKEN_FIELD, "seen"})
"""What comes with a form and is nobody's words."""
_SECRET: Final = ("password", "code", "passphrase", "private")
_LINE_LETTERS: Final = 60
"""A shorter answer is a choice, a name or a time; a longer one is somebody's writing, and is shown as such."""


@dataclass(frozen=True, slots=True)
class SentWord:
    """One field as it was sent; `is_read` where somebody would want to read it again."""

    name: str
    value: str
    is_read: bool


def without_secrets(sent: QueryDict) -> QueryDict:
    """A copy with nobody's secrets and nothing but words in it."""
    words = sent.copy()
    for name in list(words):
        if name in NEVER or _is_secret(name):
            del words[name]
    return words


def sent_words(request: HttpRequest) -> tuple[SentWord, ...]:
    """What was sent in, to be given back in the answer and sent again; nothing where it cannot be read."""
    try:
        sent = request.POST
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return ()
    return tuple(
        SentWord(name, value, name not in NEVER and ("\n" in value or len(value) > _LINE_LETTERS))
        for name in sent
        if name != _CSRF and not _is_secret(name)
        for value in sent.getlist(name)
    )


def _is_secret(name: str) -> bool:
    return any(part in name for part in _SECRET)
