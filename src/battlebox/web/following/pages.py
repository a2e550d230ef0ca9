"""An officer's own addresses: which there are, making one, ending one.

Law: an address is shown once, to whoever made it; nobody sees or ends those of others; one without words is offered
first.
Not here: what stands at them (served.py).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.models import Following, FollowingKind
from battlebox.web.models.following import LASTS, Followings, digest_of, new_secret
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved
from battlebox.web.starting.own_names import address_of
from battlebox.web.tables import Cell

MOST: Final = 10
BARE, WORDS = "bare", "words"
SAYS: Final = {
    BARE: "No words: what kind of thing, when, its number and its label",
    WORDS: "Words too, as far as their label lets them go from machine to machine",
}
HEADS: Final = ("Address", "It says", "Made", "Last asked", "Ends", "Done with it")
_BROKEN: Final = "The break-glass account makes no address: it would stay open when the envelope is sealed again."
_FULL: Final = f"You have {MOST} addresses here: end one first."


class AddressForm(DeskForm):
    """What stands there, and how much it says."""

    keeps_drafts = False
    kind = forms.ChoiceField(label="What stands there", choices=FollowingKind.choices, widget=forms.RadioSelect)
    says = forms.ChoiceField(
        label="How much it says",
        choices=list(SAYS.items()),
        initial=BARE,
        widget=forms.RadioSelect,
        help_text="A calendar on the web is read by its provider: choose no words there.",
    )


class EndForm(DeskForm):
    """A button."""


@in_incident
def follow(request: OfficerRequest) -> HttpResponse:
    """The officer's own addresses at this incident."""
    desk = AtDesk.of(request)
    now = desk.sight.now
    rows = [
        (
            each.get_kind_display(),
            SAYS[WORDS if each.has_words else BARE],
            when(each.made_at, now),
            when(each.asked_at, now, never="Never"),
            when(each.expires_at, now),
            Cell("End it", link=reverse("end_address", args=(request.incident.short, each.pk))),
        )
        for each in _own(request)
    ]
    return page(request, "following/follow.html", here="log", heads=HEADS, rows=rows, new=desk.at("new_address"))


@never_cache
@in_incident
def new_address(request: OfficerRequest) -> HttpResponse:
    """Make an address, and show it once."""
    desk = AtDesk.of(request)
    refused = _BROKEN if request.officer.break_glass else _FULL if _own(request).count() >= MOST else ""
    form = AddressForm.asked(request, refused=refused)
    secret = new_secret()

    def record() -> Recorded:
        said = form.cleaned_data
        Following.objects.create(
            officer=request.officer,
            body=request.body_id,
            incident=request.incident.id,
            kind=said["kind"],
            has_words=said["says"] == WORDS,
            secret_digest=digest_of(secret),
            password_mark=request.officer.get_session_auth_hash(),
            expires_at=timezone.now() + LASTS,
        )
        return Recorded("", desk.at("follow"), words="The address was made. It was shown once.")

    def show() -> HttpResponse:
        name = "due_calendar" if form.cleaned_data["kind"] == FollowingKind.CALENDAR else "log_feed"
        # Not as this browser calls the desk: at the desk's own machine that is a name that no other device knows.
        whole = address_of(settings.DESK, reverse(name, args=(secret,)))
        return page(request, "following/made.html", here="log", address=whole, back=desk.at("follow"))

    if form.is_ready():
        return saved(request, form, record, show)
    return page(request, "places/form.html", here="log", form=form, title="Make an address of your own",
                words="A calendar or a reader asks there again and again, without signing in. It gets what you may see "
                "at that moment.", button="Make it", cancel=desk.at("follow"))  # fmt: skip


@in_incident
def end_address(request: OfficerRequest, number: int) -> HttpResponse:
    """End one of one's own."""
    desk = AtDesk.of(request)
    found = _own(request).filter(pk=number).first()
    if found is None:
        raise Http404
    form = EndForm.asked(request)

    def record() -> Recorded:
        Following.objects.filter(pk=found.pk).update(ended_at=timezone.now())
        return Recorded("", desk.at("follow"), words="The address was ended. What was read there stays where it is.")

    if form.is_ready():
        return saved(request, form, record)
    return page(request, "places/form.html", here="log", form=form, title="End this address",
                words=f"{found.get_kind_display()}, made {when(found.made_at, desk.sight.now)}. Nobody reads there any "
                "more, at once.", button="End it", cancel=desk.at("follow"))  # fmt: skip


def _own(request: OfficerRequest) -> Followings:
    mine = Following.objects.open().filter(officer=request.officer, body=request.body_id)
    return mine.filter(incident=request.incident.id)
