"""Sign in first; and when a session ran out while somebody was writing, their words are kept for them.

Law: what is sent in without a session is never recorded; its words come back, in the same form, to the officer who
wrote them and to
nobody else; passwords, passphrases and codes are not kept, nor words marked as private (notes on people).
Not here: drafts on the device (front/script/draft.js).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from battlebox.web.asking import ask_as

TOKEN_FIELD: Final = "once"  # noqa: S105 - the name of a field
SENT: Final = "sent"
"""What a form's address has more than that of its page, so that a browser keeps the page for its back button."""
_KEPT: Final = "stashed"
_SALT: Final = "battlebox.once"
_BYTES_MAX: Final = 256 * 1024
NEVER: Final = frozenset({"csrfmiddlewaretoken", TOKEN_FIELD, "seen"})
"""What comes with a form and is nobody's words."""
_SECRET: Final = ("password", "passphrase", "again_")
_CODE: Final = "code"
_PRIVATE: Final = "private"


def is_secret(name: str) -> bool:
    """Whether a field asks for what must be typed anew: a password, a passphrase (once more too), a code."""
    return any(part in name for part in _SECRET) or _CODE in name.split("_")


def _is_private(name: str) -> bool:
    """Whether a field speaks of a person: given back in the same answer, and kept over no lost session."""
    return _PRIVATE in name


def sign_token(officer_id: str, random: str, body: str = "") -> str:
    """A form's token: random, and bound to the officer it was given to, and to the body acted for."""
    return signing.dumps([officer_id, random, body], salt=_SALT)


def owner_of(token: str) -> str:
    """The officer id to whom a token was given; empty if it was not given by this desk."""
    return _bound_to(token)[0]


def body_of(token: str) -> str:
    """The body that the officer acted for when a token was given; empty where the page is of none."""
    return _bound_to(token)[1]


def _bound_to(token: str) -> tuple[str, str]:
    try:
        owner, _, body = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return "", ""
    return str(owner), str(body)


class SignInFirst(LoginRequiredMiddleware):
    """Sends strangers to the sign-in page, with their words in safe keeping."""

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., Any]) -> HttpResponse:  # type: ignore[override]  # Its caller takes any answer.
        """To the sign-in page, and back here afterwards."""
        del view_func
        if request.headers.get("HX-Request"):
            # A part of a page that asks again must not be filled with a sign-in page.
            return HttpResponse(status=401)
        query = {"next": _asked_for(request)}
        if request.method == "POST" and not _stash(request):
            query["lost"] = "yes"
        return redirect(f"{reverse('account_login')}?{urlencode(query)}")


def _asked_for(request: HttpRequest) -> str:
    """Where to go after signing in: the page of the form, under the address at which it is fresh."""
    if request.method not in ("GET", "POST"):
        return "/"
    query = request.GET.copy()
    query.pop(SENT, None)
    return f"{request.path}?{query.urlencode()}" if query else request.path


def _stash(request: HttpRequest) -> bool:
    """Keep the words; False where they cannot be kept."""
    owner = owner_of(request.POST.get(TOKEN_FIELD, ""))
    if not owner:
        return False
    words = request.POST.copy()
    for name in list(words):
        if name in NEVER or is_secret(name) or _is_private(name):
            del words[name]
    text = words.urlencode()
    if len(text) > _BYTES_MAX:
        return False
    request.session[_KEPT] = {"owner": owner, "path": request.path, "words": text}
    return True


def stashed(request: HttpRequest) -> QueryDict | None:
    """The words that this officer had sent to this page when the session had run out."""
    kept = request.session.get(_KEPT)
    if not kept or kept["path"] != request.path or kept["owner"] != ask_as(request).officer.officer_id:
        return None
    return QueryDict(kept["words"])


def forget(request: HttpRequest) -> None:
    """The words are recorded, or were thrown away."""
    request.session.pop(_KEPT, None)
