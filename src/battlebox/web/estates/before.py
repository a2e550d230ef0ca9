"""Estates on this desk before anything happens: a council brings its own in, so that the bad day begins with it.

Law: nothing here belongs to an incident; what is kept is offered to the bodies in it when one is opened.
Not here: choosing one for an incident (recording/opening.py), changing it there (estates/change.py).
"""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from battlebox.desk import Act
from battlebox.web.asking import OfficerRequest, in_body
from battlebox.web.estates.upload import BringForm, mistakes_shown, take_in
from battlebox.web.estates_to_choose import is_shipped, offers
from battlebox.web.pages import page
from battlebox.web.rights import acting_outside, refusal


@in_body
def estates(request: OfficerRequest) -> HttpResponse:
    """Those that have the body in them, its own apart from the examples; and bringing one in."""
    officer = acting_outside(request)
    refused = refusal(lambda: officer.must(Act.ESTATE))
    form = BringForm.asked(request, refused=refused)
    taken = take_in(request, form, officer, lambda _: reverse("estates"))
    if isinstance(taken, HttpResponse):
        return taken
    found = offers(officer.body)
    return page(
        request,
        "desk/estates.html",
        form=form,
        own=[each for each in found if not is_shipped(each.digest)],
        examples=[each for each in found if is_shipped(each.digest)],
        may=officer.may(Act.ESTATE),
        cancel=reverse("home"),
        **mistakes_shown(taken),
    )
