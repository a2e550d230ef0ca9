"""What somebody may send: said beside the address, asked before a form is shown, and again when it is sent in.

Law: a form is offered to those who may send it and to nobody else; the others read who may.
Not here: what each role may do (desk), the pages (places).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, DeskCode, DeskError, Officer, Role
from battlebox.engine import EngineError
from battlebox.estate import EstateError
from battlebox.journal import JournalError
from battlebox.web.asking import OfficerRequest, View, ask_as
from battlebox.web.records import is_closed


def sent_by(act: Act, view: View, *others: Act) -> View:
    """A page whose form is for those whose role allows an act, or one of the others."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        ask_as(request).needs = (act, *others)
        return view(request, *args, **more)

    return asked


def may_not(request: HttpRequest) -> str:
    """Why this officer may not send the form of this page, and who may; empty where nothing stands in the way."""
    asked = ask_as(request)
    acts = getattr(asked, "needs", ())
    if not acts:
        return ""
    officer = acting(asked)
    return "" if any(officer.may(act) for act in acts) else refusal(lambda: officer.must(acts[0]))


def refusal(ask: Callable[[], object]) -> str:
    """The sentence with which the desk refuses what is asked; empty where it does not."""
    try:
        ask()
    except DeskError as wrong:
        return sentence(wrong)
    return ""


def unless(is_so: bool, code: DeskCode, **found: object) -> str:  # noqa: FBT001 - read as a phrase: unless(ours, ...)
    """The sentence of a refusal that hangs on the thing and not on the role; empty where it is so."""
    return "" if is_so else sentence(DeskError.of(code, **found))


def sentence(wrong: DeskError | JournalError | EstateError | EngineError, *names: str | None) -> str:
    """A refusal as a page says it: what, and what to do; one that begins with a name leaves it as it was given."""
    return f"{capital(str(wrong), *names)}. {capfirst(wrong.hint)}."


def capital(words: str, *names: str | None) -> str:
    """Words that begin a sentence; where they begin with one of the names, that stays as it was given."""
    return words if any(name and words.startswith(name) for name in names) else capfirst(words)


def acting(request: OfficerRequest) -> Officer:
    """The officer in the body in use, with every role held there, and late where the incident asked about is closed."""
    incident = getattr(request, "incident", None)
    is_late = incident is not None and is_closed(incident)
    body = request.membership.body
    roles = frozenset(Role(each.role) for each in request.memberships if each.body == body)
    return Officer(request.officer.officer_id, str(request.officer), body, roles, is_late=is_late)


def acting_outside(request: OfficerRequest, body: str = "") -> Officer:
    """The officer as of one body, else that in use, outside every incident: a role for one counts for nothing there."""
    acted = body or request.body_id
    roles = frozenset(Role(each.role) for each in request.memberships if each.body == acted and not each.incident)
    return Officer(request.officer.officer_id, str(request.officer), acted, roles)
