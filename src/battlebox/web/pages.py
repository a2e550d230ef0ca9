"""How a page is made: its template, what stands around every page, and its status.

Law: a view makes its page through `page`, so that nothing around it can be forgotten.
Not here: forms (forms.py), tables (tables.py).
"""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from battlebox.desk.record import Card, card_to_enrol
from battlebox.web import door_log
from battlebox.web.asking import ask_as, is_over
from battlebox.web.desk_time import desk_showed
from battlebox.web.identities.standing import standing
from battlebox.web.models import Alarm, Notice, Officer
from battlebox.web.navigation import menu
from battlebox.web.records import has_installation, record_of
from battlebox.web.settings import POLL_SECONDS, PRODUCT
from battlebox.web.starting.desk_settings import CONTROL, is_address

_ALARMS_SHOWN: Final = 3


def page(request: HttpRequest, template: str, *, here: str = "", status: int = 200, **context: Any) -> HttpResponse:
    """A page. `here` is the key of its place in the menu; a form with mistakes makes the status 422."""
    form = context.get("form")
    if status == HTTPStatus.OK and form is not None and form.is_bound and form.errors:
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    if status == HTTPStatus.UNPROCESSABLE_ENTITY:
        door_log.form_refused(request, by_role=bool(getattr(form, "may_not", "")))
    incident = getattr(request, "incident", None)
    if incident and here:
        context["places"] = menu(incident.short, here)
    return render(request, template, context, status=status)


def turned(answer: HttpResponse) -> HttpResponse:
    """The answer to a part that asks again, told to load its whole page: what was waited for stands there."""
    answer.headers["HX-Refresh"] = "true"
    return answer


def furniture(request: HttpRequest) -> dict[str, Any]:
    """What stands around every page; it is looked up only where a template shows it, and parts show none of it."""
    officer = getattr(request, "user", None)
    known = officer if isinstance(officer, Officer) else None
    incident = getattr(request, "incident", None)
    alarms = cache(lambda: _alarms(request))
    return {
        "product": PRODUCT,
        "officer": known,
        "membership": getattr(request, "membership", None),
        "incident": incident,
        "places": cache(lambda: menu(incident.short)) if incident and known else (),
        "poll_seconds": POLL_SECONDS,
        "answered_at": timezone.localtime(),
        "passkeys_possible": _passkeys_possible(request),
        "second_factor": cache(lambda: _second_factor(request)),
        "alarms": lambda: alarms()["alarms"],
        "more_alarms": lambda: alarms()["more_alarms"],
        "notices": Notice.objects.filter(officer=known, read_at=None)[:3] if known else (),
        "issuer": None if known else standing().provider,
        "demo": settings.DESK.demo,
        "exercise": settings.DESK.drill or bool(incident and incident.exercise),
        "drill_link": _drill_link(known),
        "to_enrol": cache(lambda: _to_enrol(request)) if incident and known else None,
    }


def _drill_link(officer: Officer | None) -> tuple[str, str] | None:
    """Words and address of the page of the drill that is for this officer; None where no drill is played."""
    if officer is None or not settings.DESK.drill:
        return None
    if officer.username == CONTROL:
        return "The control room", reverse("drill")
    return "What reached you", reverse("drill_inbox")


def _to_enrol(request: HttpRequest) -> Card | None:
    """The card of this desk, where what is saved for the body in use is not believed yet."""
    if not has_installation():
        return None
    asked = ask_as(request)
    return card_to_enrol(record_of(asked.incident), asked.body_id)


def _passkeys_possible(request: HttpRequest) -> bool:
    """Browsers allow passkeys on localhost, and with TLS where the desk is reached by a name."""
    # Not get_host(): this is asked for the page that refuses a wrong host, too.
    host = str(request.META.get("HTTP_HOST") or request.META.get("SERVER_NAME", ""))
    name = host[: host.rfind("]") + 1] if host.startswith("[") else host.partition(":")[0]
    return name == "localhost" or (request.is_secure() and not is_address(name))


def _second_factor(request: HttpRequest) -> dict[str, Any] | None:
    """The notice that a second factor is still to be set up, with the hours that are left."""
    # Nobody has any who is not signed in.
    left = getattr(request, "hours_left", lambda: None)()
    return None if left is None else {"hours": max(0, round(left)), "due": is_over(left)}


def _alarms(request: HttpRequest) -> dict[str, Any]:
    """The newest alarms that an admin has still to see, of every body the admin is one of, and how many more wait."""
    bodies = {each.body for each in getattr(request, "memberships", ()) if each.is_admin}
    waiting = list(Alarm.objects.about(bodies).unseen()) if bodies else []
    shown = [(desk_showed(each.at), each.words) for each in waiting[:_ALARMS_SHOWN]]
    return {"alarms": shown, "more_alarms": len(waiting[_ALARMS_SHOWN:])}
