"""Fallbacks: starting and ending one, and what all of a body's need together.

Law: the people of all fallbacks stand together with every reason for which they may not hold; a plan is no fallback.
Not here: what a fallback is worth (engine).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskCode
from battlebox.desk.picture import Fallback, bill_doubts, fallbacks_of, invoke, staff_bill
from battlebox.estate import Service
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import Version
from battlebox.web.gds.reached import reached
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.rights import unless
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

START, END = "start", "end"
COLUMNS: Final = (
    Column("name", "Service"),
    Column("who", "Run by"),
    Column("staff", "People at work", Kind.NUMBER),
    Column("planned", "People the plan asks for", Kind.NUMBER),
    Column("channel", "Channel"),
    Column("taken", "People taken from"),
    Column("since", "Since", Kind.TIME),
    Column("until", "Lasts until", Kind.TIME),
    Column("tested", "Tested"),
)


class FallbackForm(DeskEntryForm):
    """Start, change or end a fallback."""

    what = forms.ChoiceField(
        label="What happens", choices=((START, "It runs"), (END, "It has ended")), widget=forms.RadioSelect
    )
    who = forms.CharField(label="Who runs it", max_length=300, help_text="An office rather than a name.")
    since = MomentField(label="Since when")
    staff = forms.IntegerField(
        label="How many people are at work on it", min_value=0, max_value=100_000, required=False
    )
    channel = forms.ChoiceField(
        label="On which channel can people reach it", required=False, help_text="Phone, desk or page that works now."
    )
    taken_from = forms.ChoiceField(label="From which service were its people taken", required=False)
    note = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, desk: AtDesk, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        estate, body = desk.estate, service.body
        dead = desk.channels.dead
        known = sorted(estate.channels, key=lambda each: (each.channel in dead, each.body != body, each.name))
        channels = [
            (
                each.channel,
                desk.channels.mark(each.channel).bare.after(f"{desk.names.thing(each.channel)}, {each.kind}"),
            )
            for each in known
        ]
        others = [(each.service, each.name) for each in estate.services if each.body == body]
        self.fields["channel"].choices = [("", "Not said"), *channels]  # type: ignore[attr-defined]  # A choice field.
        self.fields["taken_from"].choices = [  # type: ignore[attr-defined]  # The same.
            ("", "From nowhere else"),
            *(other for other in others if other[0] != service.service),
        ]

    def clean(self) -> dict[str, Any]:
        """A fallback that runs needs people."""
        data = super().clean() or self.cleaned_data
        if data.get("what") == START and data.get("staff") is None and "staff" not in self.errors:
            self.add_error("staff", "Write how many people are at work on it; 0 if nobody is yet")
        return data

    def fallback(self) -> Fallback:
        """What the form says."""
        data = self.cleaned_data
        runs = data["what"] == START
        return Fallback(
            runs, data["since"], data["who"], (data["staff"] or 0) if runs else 0, data["channel"] if runs else "",
            data["taken_from"] if runs else "", data["note"],
        )  # fmt: skip


@in_incident
def fall_back(request: OfficerRequest, name: str) -> HttpResponse:
    """Start or end the fallback of one service."""
    desk = AtDesk.of(request)
    row = desk.estate.service_by_id.get(name)
    if row is None:
        raise Http404
    last = fallbacks_of(desk.sight).get(name)
    seen = [last.entry] if last else []
    ours, owner = row.body == desk.officer.body, desk.names.body(row.body)
    what = f"the fallback of `{row.name}`"
    whose = unless(ours, DeskCode.OTHER_BODY, what=what, owner=owner, body=desk.officer.body)
    form = FallbackForm.asked(request, seen=seen, initial=_initial(desk, name), refused=whose, desk=desk,
                                service=row)  # fmt: skip
    if form.is_ready() and not form.overtaken(seen, _versions(desk, name)):
        answer = desk.write(
            form,
            lambda: invoke(
                desk.record, desk.estate, desk.officer, name, form.fallback(),
                handling=desk.handling(form), over=frozenset(form.seen_entries),
            ),
            desk.at("service", name),
        )  # fmt: skip
        if answer is not None:
            return answer
    plan = "The estate has no plan for it."
    if row.fallback:
        plan = f"The plan says: {desk.channels.mark_on(row.fallback, row.body).after(row.fallback)}."
    return page(request, "places/form.html", here="services", form=form, title=f"The fallback of {row.name}",
                words=plan, cancel=desk.at("service", name))  # fmt: skip


@in_incident
def fallbacks(request: OfficerRequest) -> HttpResponse:
    """What all running fallbacks of the officer's body need together."""
    desk = AtDesk.of(request)
    body = desk.officer.body
    bill = staff_bill(desk.sight, desk.estate, body)
    held = fallbacks_of(desk.sight)
    rows = [_row(desk, name, held[name].value) for name in bill.services]
    empty = "No fallback runs. Start one from the page of its service."
    table = Table("fallbacks", "Running fallbacks", COLUMNS, rows, empty=empty)
    return table_page(
        request,
        "places/fallbacks.html",
        table,
        here="services",
        body=desk.names.body(body),
        bill=bill,
        planned=f"{bill.planned:g}",
        doubts=bill_doubts(desk.sight, desk.estate, body, desk.picture.is_out),
        services=desk.at("services"),
    )


def _row(desk: AtDesk, name: str, held: Fallback) -> dict[str, Any]:
    row, now = desk.picture.service(name), desk.sight.now
    service = row.service
    channel, mark = desk.names.thing(held.channel) or "not said", desk.channels.mark(held.channel, service.body)
    link = desk.at("fall_back", name) if desk.officer.may(Act.FALL_BACK) else desk.at("service", name)
    until = row.clock.fallback_until
    return {
        "name": Cell(service.name, link=link),
        "who": held.who,
        "staff": held.staff,
        "planned": Cell(f"{service.fallback_staff:g}", order=service.fallback_staff)
        if service.fallback_staff
        else None,
        "channel": Cell(reached(channel, mark), csv=mark.after(channel)),
        "taken": desk.names.thing(held.taken_from) or "nowhere else",
        "since": Cell(when(held.since, now), order=held.since),
        "until": Cell(when(until, now), order=until) if until else None,
        "tested": f"{service.fallback_tested_on:%d %b %Y}" if service.fallback_tested_on else "never",
    }


def _initial(desk: AtDesk, name: str) -> dict[str, Any]:
    last = fallbacks_of(desk.sight).get(name)
    if last is None or not last.value.running:
        return {"what": START, "since": desk.sight.now}
    held = last.value
    return {
        "what": END, "since": desk.sight.now, "who": held.who, "staff": held.staff, "channel": held.channel,
        "taken_from": held.taken_from,
    }  # fmt: skip


def _versions(desk: AtDesk, name: str) -> list[Version]:
    last = fallbacks_of(desk.sight).get(name)
    if last is None:
        return []
    words = f"runs with {last.value.staff} people, {last.value.who}" if last.value.running else "ended"
    by, at = desk.name_of(last.by), when(last.at, desk.sight.now)
    return [Version("The fallback", words, "what you wrote below", by, at)]
