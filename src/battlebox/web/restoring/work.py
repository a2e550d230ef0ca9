"""Work on one system that comes back: begun, slipped, ended; and when a partner says that its own is back.

Law: what is recorded is what somebody says, with who said it; nothing is taken from the plan.
Not here: the order (order.py), going on after a slip (again.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import DeskCode
from battlebox.desk.gate import Stands, gate_words, not_let_go
from battlebox.desk.restore import Progress, Promise, Worked, promise, promises_of, record_work, work_of
from battlebox.estate import Step
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.restoring.showing import STEP_WORDS, progress_words
from battlebox.web.rights import unless

PROGRESS: Final = (
    (Progress.BEGUN.value, "It began"),
    (Progress.SLIPPED.value, "It takes longer"),
    (Progress.ENDED.value, "It ended"),
)


class WorkForm(DeskEntryForm):
    """What happened to which step, when, and who says so."""

    step = forms.ChoiceField(label="Which step", choices=[(step.value, STEP_WORDS[step.value]) for step in Step],
                             widget=forms.RadioSelect)  # fmt: skip
    progress = forms.ChoiceField(label="What happened", choices=PROGRESS, widget=forms.RadioSelect)
    at = MomentField(label="When", help_text="When it began or ended; if it takes longer, when it is expected to end.")
    who = forms.CharField(label="Who says so", max_length=200)
    note = forms.CharField(label="Anything else", widget=forms.Textarea(attrs={"rows": 2}), required=False,
                           max_length=10_000)  # fmt: skip


class PromiseForm(DeskEntryForm):
    """When a partner's system is back, and who of theirs said so."""

    at = MomentField(label="When they say it is back")
    who = forms.CharField(label="Who of theirs said so", max_length=200)


@in_incident
def work(request: OfficerRequest, name: str) -> HttpResponse:
    """Record work on a system."""
    desk = AtDesk.of(request)
    row = desk.estate.system_by_id.get(name)
    if row is None:
        raise Http404
    refused = unless(row.body == desk.officer.body, DeskCode.OTHER_BODY, what=row.name,
                     owner=desk.body_name(row.body), body=desk.body_name(desk.officer.body))  # fmt: skip
    form = WorkForm.asked(request, refused=refused, initial={"at": desk.sight.now})
    if form.is_ready():
        data = form.cleaned_data
        progress = Progress(data["progress"])
        is_begun = progress is Progress.BEGUN
        said = Worked(name, Step(data["step"]), progress, data["at"], data["who"],
                      until=None if is_begun else data["at"], note=data["note"])  # fmt: skip
        done = desk.write(
            form,
            lambda: record_work(desk.record, desk.estate, desk.officer, said, handling=desk.handling(form)),
            desk.at("restore"),
        )
        if done is not None:
            return done
    so_far = progress_words(desk, name, work_of(desk.sight))
    return _form(request, form, title=f"Work on {row.name}", words=f"So far: {so_far}.", **_gates(desk, name),
                 further=desk.at("gates_of", name), further_words="Its gates", cancel=desk.at("restore"))  # fmt: skip


@in_incident
def promised(request: OfficerRequest, name: str) -> HttpResponse:
    """Record when a partner says that a system of its own is back."""
    desk = AtDesk.of(request)
    row = desk.estate.system_by_id.get(name)
    if row is None:
        raise Http404
    refused = unless(row.body != desk.officer.body, DeskCode.OWN_TO_RESTORE, what=row.name,
                     body=desk.body_name(row.body))  # fmt: skip
    said = next((each for each in promises_of(desk.sight, desk.estate, desk.officer.body) if each.system == name), None)
    start = {"at": said.at, "who": said.who} if said else {"at": desk.sight.now}
    form = PromiseForm.asked(request, refused=refused, initial=start)
    if form.is_ready():
        given = Promise(name, form.cleaned_data["at"], form.cleaned_data["who"])
        done = desk.write(
            form,
            lambda: promise(desk.record, desk.estate, desk.officer, given, handling=desk.handling(form)),
            desk.at("restore_ask"),
        )
        if done is not None:
            return done
    words = f"Ask {desk.body_name(row.body)}: only they bring it back. Our order waits for it until then."
    return _form(request, form, title=f"When {row.name} is back", words=words, cancel=desk.at("restore_ask"))


def _gates(desk: AtDesk, name: str) -> dict[str, Any]:
    """The gates before its steps that were never let go, to be read before work is saved: held ones loudly, by whom."""
    row = next((row for row in desk.gates if row.system.system == name), None)
    held: list[str] = []
    plain: list[str] = []
    for gate in not_let_go(row, Step.ACCEPT) if row else ():
        before = f"{gate_words(gate)}, before the step {STEP_WORDS[gate.gate.kind.before.value].lower()}"
        ask = f". Ask {gate.answer.ask}" if gate.answer and gate.answer.ask else ""
        (held if gate.stands in (Stands.HELD, Stands.FAILED) else plain).append(before + ask)
    return {"held": held, "unanswered": plain}


def _form(request: OfficerRequest, form: DeskEntryForm, **words: Any) -> HttpResponse:
    return page(request, "places/form.html", here="restore", form=form, **words)
