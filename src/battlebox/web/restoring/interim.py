"""Interim access: who gets at what meanwhile, until when; giving it, and ending it.

Law: it is called interim access and never restored; what ran out stands first.
Not here: its gates (desk.restore), fallbacks (picturing).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskCode
from battlebox.desk.gate import Access, Interim, Way, access_of, accesses_of, end_access, give_access, may_share
from battlebox.estate import System
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import WORDS_MAX
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.restoring.beside import beside
from battlebox.web.restoring.gate_words import access_words, versions_of
from battlebox.web.rights import unless
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("name", "Interim access to"),
    Column("way", "How", Kind.CHOICE),
    Column("purpose", "For what"),
    Column("state", "Now", Kind.CHOICE),
    Column("until", "Lasts until", Kind.TIME),
    Column("who", "Run by"),
    Column("gates", "Its short gates"),
    Column("entry", "Entry"),
)


class InterimForm(DeskEntryForm):
    """The access, and its short gates."""

    way = forms.ChoiceField(
        label="How", choices=[(each.value, each.value.capitalize()) for each in Way], widget=forms.RadioSelect
    )
    purpose = forms.CharField(label="For what", max_length=300, help_text="Such as: open child protection cases.")
    untouched = forms.CharField(
        label="How the evidence stays untouched", widget=forms.Textarea(attrs={"rows": 2}), max_length=WORDS_MAX
    )
    checked = forms.CharField(
        label="How it is known that the device or copy is clean",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=WORDS_MAX,
    )
    owner = forms.CharField(label="Who answers for the system and signs", max_length=300)
    who = forms.CharField(label="Who runs it", max_length=300, help_text="An office rather than a name.")
    since = MomentField(label="Since when")
    until = MomentField(label="Until when")

    def interim(self, system: str) -> Interim:
        """What the form says."""
        said = self.cleaned_data
        return Interim(
            system, Way(said["way"]), said["purpose"], said["untouched"], said["checked"], said["owner"], said["who"],
            said["since"], said["until"],
        )  # fmt: skip


class EndForm(PlainForm):
    """When it ended, and why."""

    at = MomentField(label="When it ended")
    why = forms.CharField(label="Why, and what people use now", max_length=300)


@in_incident
def interim(request: OfficerRequest) -> HttpResponse:
    """Every interim access that may be seen: what ran out first, then what runs, then what was ended."""
    desk = AtDesk.of(request)
    now = desk.sight.now
    found = sorted(accesses_of(desk.sight), key=lambda each: (each.value.ended is not None, each.value.until))
    table = Table("interim", "Interim access", COLUMNS, [_row(desk, each) for each in found],
                  empty="None was given. Give it from the page of a system's gates.", stacked=True)  # fmt: skip
    return table_page(
        request,
        "restoring/interim.html",
        table,
        here="restore",
        beside=beside(desk, "interim"),
        over=[f"{access_words(desk, each)}." for each in found if each.value.is_over(now)],
        gates=desk.at("gates"),
    )


@in_incident
def give(request: OfficerRequest, name: str) -> HttpResponse:
    """Give interim access to one system."""
    desk = AtDesk.of(request)
    row = desk.estate.system_by_id.get(name)
    if row is None:
        raise Http404
    refused = _whose(desk, row, "give access to")
    form = InterimForm.asked(request, initial={"since": desk.sight.now}, refused=refused)
    words = (
        "A way to some of the data before the system is back. It answers none of the system's gates, and is shown as "
        "interim access on the pages of the system and of its services, never as restored."
    )
    return entry(
        desk,
        form,
        lambda: give_access(desk.record, desk.estate, desk.officer, form.interim(name), handling=desk.handling(form)),
        desk.at("gates_of", name),
        title=f"Interim access to {desk.names.thing(name)}",
        here="restore",
        words=words,
    )


@in_incident
def end(request: OfficerRequest, name: str) -> HttpResponse:
    """End one."""
    desk = AtDesk.of(request)
    thing = f"access/{name}"
    found = seen_or_404(lambda: access_of(desk.sight, thing))
    row = desk.estate.system_by_id.get(found.value.system)
    if row is None:
        raise Http404
    seen = [each.entry for each in found.said]
    form = EndForm.asked(request, seen=seen, initial={"at": desk.sight.now}, refused=_whose(desk, row, "end access to"))
    versions = versions_of(
        desk, "Interim access", found.said, lambda given: f"until {when(given.until, desk.sight.now)}"
    )
    if form.is_ready():
        form.overtaken(seen, versions)
    return entry(
        desk,
        form,
        lambda: end_access(
            desk.record, desk.estate, desk.officer, thing, at=form.cleaned_data["at"], why=form.cleaned_data["why"],
            over=frozenset(form.seen_entries),
        ),
        desk.at("interim"),
        title=f"End interim access to {desk.names.thing(row.system)}",
        here="restore",
        words=f"{access_words(desk, found)}.",
    )  # fmt: skip


def _whose(desk: AtDesk, row: System, act: str) -> str:
    """Why it is not for this officer's body; blank where it is."""
    ours = may_share(desk.estate, desk.officer, row)
    owner, body = desk.names.body(row.body), desk.names.body(desk.officer.body)
    return unless(ours, DeskCode.NOT_YOURS, what=f"`{row.name}`", owner=owner, body=body, act=act)


def _row(desk: AtDesk, access: Access) -> dict[str, Any]:
    given, said, now = access.value, access.said[0], desk.sight.now
    state = "Ended" if given.ended else "Its time is over" if given.is_over(now) else "Running"
    may_end = given.ended is None and desk.officer.may(Act.INTERIM)
    name = desk.names.thing(given.system)
    note = f"{when(given.ended, now)}: {given.why}" if given.ended else f"since {when(given.since, now)}"
    if given.ended is None and given.is_over(now):
        note = f"nobody has ended it; given {when(given.since, now)}"
    return {
        "name": Cell(name, link=desk.at("end_interim", access.name) if may_end else desk.at("gates_of", given.system)),
        "way": given.way.value.capitalize(),
        "purpose": given.purpose,
        "state": Cell(state, note=note),
        "until": Cell(when(given.until, now), order=given.until),
        "who": given.who,
        "gates": f"Evidence: {given.untouched}. Clean: {given.clean}. Signed by {given.owner}.",
        "entry": Cell(said.number, link=desk.at("entry", said.entry)),
    }
