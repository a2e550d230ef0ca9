"""Saying that a link was opened again, that this was verified by a second means, or that it was cut again.

Law: what is missing stands above the form; opened all the same, it says why, and stays loud.
Not here: the rules (desk).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import DeskCode
from battlebox.desk.reconnect import Joining, missing_of, move_link
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.moment import MomentField
from battlebox.web.reconnecting.letters import HERE
from battlebox.web.reconnecting.words import link_here
from battlebox.web.rights import unless

TITLES: Final = {
    Joining.OPENED: "Say that it was reconnected",
    Joining.VERIFIED: "Say that it was verified",
    Joining.PARTED: "Say that it was cut again",
}


class MoveForm(PlainForm):
    """Who did it, when; the second means only where it is verified, and why all the same only where it is opened."""

    who = forms.CharField(label="Who did it, or says so", max_length=300, help_text="An office rather than a name.")
    at = MomentField(label="When")
    means = forms.CharField(
        label="By what second means was it checked", max_length=300,
        help_text="Something that does not trust the first report, and shows that the conditions are kept as well.",
    )  # fmt: skip
    without = forms.CharField(
        label="If something was missing: why it was opened all the same", required=False,
        widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
        help_text="It is recorded, and said loudly on both sides.",
    )  # fmt: skip
    note = forms.CharField(
        label="Anything else", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, to: Joining, **more: Any) -> None:
        super().__init__(*args, **more)
        if to is not Joining.VERIFIED:
            del self.fields["means"]
        if to is not Joining.OPENED:
            del self.fields["without"]


@in_incident
def move(request: OfficerRequest, name: str, to: Joining) -> HttpResponse:
    """Say how far a link has got."""
    desk = AtDesk.of(request)
    found = link_here(desk, name)
    parties = found.ends.parties
    refused = unless(
        desk.officer.body in parties, DeskCode.NOT_YOURS, what="this link", act="open or cut",
        owner=" and ".join(desk.names.body(each) for each in sorted(parties)), body=desk.names.body(desk.officer.body),
    )  # fmt: skip
    seen = [found.joined.entry] if found.joined else []
    form = MoveForm.asked(request, seen=seen, initial={"at": desk.sight.now}, refused=refused, to=to)
    if form.is_ready():
        form.overtaken(seen)
    missing = missing_of(found, desk.names, desk.officer.body) if to is Joining.OPENED else ()

    def act() -> Saved:
        said = form.cleaned_data
        return move_link(
            desk.record, desk.picture, desk.officer, name, to, who=said["who"], means=said.get("means", ""),
            without=said.get("without", ""), at=said["at"], note=said["note"], over=frozenset(form.seen_entries),
        )  # fmt: skip

    rows = [(f"Condition of {desk.names.body(body)}", words) for body, words in found.conditions]
    return entry(
        desk, form, act, desk.at("link", name), title=f"{TITLES[to]}: {desk.names.path(name)}", here=HERE, rows=rows,
        warn=f"Still missing: {'; '.join(missing)}." if missing else "",
    )  # fmt: skip
