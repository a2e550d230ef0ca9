"""What a page that needs an estate says while the incident has none.

Law: such a page is no dead end: it says what is missing, what still works, and where an estate is chosen; what was
sent in is refused, and says that nothing was recorded.
Not here: which pages need an estate (each asks for it), choosing one (recording/opening.py, estates/change.py).
"""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from battlebox.desk import Act
from battlebox.web.asking import ask_as
from battlebox.web.navigation import menu
from battlebox.web.pages import page
from battlebox.web.rights import acting


class NoEstate(Http404):
    """The incident has no estate that this officer may see. Whoever does not catch it gets the page about that.

    Made with a sentence, it says which one was chosen and is not on this laptop.
    """


class WithoutEstate:
    """Answers for every page that asked for an estate where there is none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing of its own."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, wrong: Exception) -> HttpResponse | None:
        """The page that says so; what is no matter of the estate stays what it is."""
        return no_estate(request, str(wrong)) if isinstance(wrong, NoEstate) else None


def no_estate(request: HttpRequest, elsewhere: str = "") -> HttpResponse:
    """What an estate is, what works without one, and where to choose it; `elsewhere` says of one that is not here."""
    asked = ask_as(request)
    short = asked.incident.short
    if request.headers.get("HX-Request"):
        return render(request, "errors/no_estate_part.html", {"estate": reverse("estate", args=(short,))})
    officer = acting(asked)
    places = [each for each in menu(short) if request.path.startswith(each.address)]
    here = max(places, key=lambda each: len(each.address))
    return page(
        request,
        "errors/no_estate.html",
        here=here.key,
        elsewhere=elsewhere,
        place="" if here.key == "now" else here.title,
        status=HTTPStatus.OK if request.method in ("GET", "HEAD") else HTTPStatus.CONFLICT,
        is_sent=request.method == "POST",
        may=officer.may(Act.ESTATE),
        is_closed=officer.is_late,
        choose=reverse("choose_estate", args=(short,)),
        bring=reverse("estate_bring", args=(short,)),
        estate=reverse("estate", args=(short,)),
        first=reverse("first_minutes", args=(short,)),
    )
