"""Saying that a system is live, live without gates, or taken off again.

Law: the page names the gates that wait before anybody chooses.
Not here: whether it may (desk.restore).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import DeskCode
from battlebox.desk.gate import Going, go_live
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import ChoosingForm, entry
from battlebox.web.moment import MomentField
from battlebox.web.restoring.gate_words import state_words, versions_of
from battlebox.web.restoring.system_gates import asked_gates
from battlebox.web.rights import unless

WORDS: Final = {
    Going.LIVE: "It is live, and every gate is answered",
    Going.WITHOUT_GATES: "It is live without gates",
    Going.OFF: "It was taken off again",
}
BEFORE: Final = "It was in use before its gates were answered"


class GoingForm(ChoosingForm):
    """What became of it, since when, who says so, why."""

    to = forms.ChoiceField(label="What happened", widget=forms.RadioSelect)
    at = MomentField(label="Since when")
    who = forms.CharField(label="Who said so", max_length=300, help_text="An office rather than a name.")
    reason = forms.CharField(
        label="Why, if gates were not answered or it was taken off",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=10_000,
        required=False,
    )


@in_incident
def go(request: OfficerRequest, name: str) -> HttpResponse:
    """Record what became of one system."""
    desk = AtDesk.of(request)
    row = asked_gates(desk, name)
    system = row.system
    ours, owner = system.body == desk.officer.body, desk.names.body(system.body)
    body, act = desk.names.body(desk.officer.body), "say what became of"
    whose = unless(ours, DeskCode.NOT_YOURS, what=f"`{system.name}`", owner=owner, body=body, act=act)
    states = [*([] if row.waits else [Going.LIVE]), Going.WITHOUT_GATES, *([Going.OFF] if row.is_live else [])]
    offered = [
        (each.value, BEFORE if each is Going.WITHOUT_GATES and not row.waits else WORDS[each]) for each in states
    ]
    seen = [each.entry for each in row.gone]
    form = GoingForm.asked(
        request,
        seen=seen,
        refused=whose,
        initial={"at": desk.sight.now},
        choices={"to": offered},
    )
    if states == [Going.WITHOUT_GATES]:
        form.fields["reason"].label, form.fields["reason"].required = "Why it is in use all the same", True
    versions = versions_of(desk, "Going live", row.gone, lambda gone: f"{gone.state.value}, says {gone.who}")
    if form.is_ready():
        form.overtaken(seen, versions)
    return entry(
        desk,
        form,
        lambda: go_live(
            desk.record, desk.used, desk.officer, name, Going(form.cleaned_data["to"]),
            at=form.cleaned_data["at"], who=form.cleaned_data["who"], reason=form.cleaned_data["reason"],
            handling=desk.handling(form), over=frozenset(form.seen_entries),
        ),
        desk.at("gates_of", name),
        title=f"Going live: {desk.names.thing(name)}",
        here="restore",
        rows=[("It stands as", state_words(row)), ("Gates answered", f"{row.answered} of {len(row.gates)}")],
        warn=_warning([each.gate.short.lower() for each in row.waits]),
    )  # fmt: skip


def _warning(waits: list[str]) -> str:
    """What is still not answered; blank where nothing is."""
    if not waits:
        return ""
    return (
        f"It cannot be recorded as live while a gate waits. Not answered: {', '.join(waits)}. If it is in use all the "
        "same, say so: it is then shown as live without gates wherever the system is shown, and admins are alarmed."
    )
