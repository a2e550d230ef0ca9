"""Verify the record now, in words; checkpoints to print, hold and read out by phone.

Law: verifying is a job beside the pages; a checkpoint's page says what to do with it, and that one nobody holds proves
nothing.
Not here: the checks (journal), copies (record_copies.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskError
from battlebox.desk.record import checkpoint_sheet, checkpoints_of, held_by, print_checkpoint, verify_record
from battlebox.journal import JournalError
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import ask_job, job_of, officer_of
from battlebox.web.incident.wording import when
from battlebox.web.jobs import Answer, Progress, Refused, add_kind
from battlebox.web.pages import page
from battlebox.web.records import installation
from battlebox.web.rights import sentence
from battlebox.web.saving import Recorded, saved

VERIFY: Final = "verify"
_ASKED: Final = "The record is being verified."


class HolderForm(DeskForm):
    """Who takes the sheet."""

    holder = forms.CharField(
        label="Who takes the sheet", max_length=200, help_text="A body and a role outside this council, never a name."
    )


@in_incident
def verify(request: OfficerRequest) -> HttpResponse:
    """Ask for the record to be verified."""
    desk = AtDesk.of(request)
    form = DeskForm.asked(request)
    if form.is_ready():
        return saved(request, form, lambda: Recorded("", desk.at("verified", ask_job(desk, VERIFY).pk)), asked=_ASKED)
    words = "Every signature, hash and link is checked again. Pages go on meanwhile."
    return page(request, "places/form.html", here="log", form=form, title="Verify the record now", words=words,
                button="Verify it", cancel=desk.at("log"))  # fmt: skip


@in_incident
def verified(request: OfficerRequest, job: str) -> HttpResponse:
    """How far verifying is, and what it found."""
    AtDesk.of(request)
    found = job_of(request, job, VERIFY)
    return page(request, "places/verified.html", here="log", job=found, found=found.answer)


@in_incident
def checkpoints(request: OfficerRequest) -> HttpResponse:
    """Checkpoints printed here, and a new one."""
    desk = AtDesk.of(request)
    form = HolderForm.asked(request)
    if form.is_ready():
        answer = desk.write(
            form,
            lambda: print_checkpoint(desk.record, desk.officer, holder=form.cleaned_data["holder"]),
            lambda made: desk.at("checkpoint", made.entry),
        )
        if answer is not None:
            return answer
    rows = [
        (each.number, desk.at("checkpoint", each.id), each.header.about.get("size", ""),
         each.header.about.get("holder", ""), when(each.at, desk.sight.now)) for each in checkpoints_of(desk.sight)
    ]  # fmt: skip
    lines = desk.record.lines()
    proof = held_by(desk.sight, lines[0].id).to_text() if lines else ""
    return page(request, "places/checkpoints.html", here="log", form=form, rows=rows, proof=proof,
                may=desk.officer.may(Act.CHECKPOINT))  # fmt: skip


@in_incident
def checkpoint(request: OfficerRequest, entry: str) -> HttpResponse:
    """One checkpoint, to print."""
    desk = AtDesk.of(request)
    try:
        sheet = checkpoint_sheet(desk.record, desk.sight, entry)
    except DeskError as wrong:
        raise Http404 from wrong
    return page(request, "places/checkpoint.html", here="log", sheet=sheet, incident_id=desk.record.incident[:16],
                at=when(desk.sight.line(entry).at, desk.sight.now))  # fmt: skip


def _verify(asked: dict[str, Any], progress: Progress) -> Answer:
    try:
        record = installation().record(asked["incident"])
        found = verify_record(installation(), record, officer_of(asked), progress=progress.tell)
    except (DeskError, JournalError) as wrong:
        raise Refused(sentence(wrong)) from wrong
    return Answer(
        {"is_right": found.is_right, "said": found.said, "wrong": found.wrong, "to_know": found.to_know},
        words=found.said,
    )


add_kind(VERIFY, _verify)
