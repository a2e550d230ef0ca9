"""Copies of the record: one made for a body, and one taken in from a stick.

Law: passphrases are held in the desk's memory until the job has used them, and nowhere else; rubbish is refused with a
sentence and nothing of it is kept.
Not here: what may go to whom (desk, marking).
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import DeskError
from battlebox.desk.record import TAKEN_KINDS, Saved, make_copy, take_copy
from battlebox.journal import JournalError
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.desk_memory import desk_memory
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.jobs import ask_job, job_of, officer_of
from battlebox.web.jobs import Answer, Progress, Refused, add_kind
from battlebox.web.models import Job
from battlebox.web.pages import page
from battlebox.web.records import installation
from battlebox.web.rights import sentence
from battlebox.web.saving import Recorded, saved

COPY: Final = "copy"
_ASKED: Final = "The copy is being made."
UPLOAD_MOST: Final = 64 << 20
"""How large a file from a stick may be; larger ones are taken in with `battlebox journal import`."""
_WORDS_LEAST: Final = 12
_WORDS_SECONDS: Final = 24 * 3600


class CopyForm(DeskForm):
    """For whom, and sealed or not."""

    passphrase = forms.CharField(
        label="Seal it with these words", required=False, max_length=200, widget=forms.PasswordInput,
        help_text="At least 12 letters. Tell them by phone, never in the same envelope. Blank: not sealed.",
    )  # fmt: skip

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"] = forms.ChoiceField(label="For which body", choices=bodies)
        self.order_fields(["to"])

    def clean_passphrase(self) -> str:
        """Long enough, or blank."""
        words = str(self.cleaned_data["passphrase"])
        if words and len(words) < _WORDS_LEAST:
            raise forms.ValidationError("Write at least 12 letters, or leave it blank for a copy that is not sealed")
        return words


class TakeInForm(DeskForm):
    """The file, and the words it is sealed with."""

    file = forms.FileField(
        label="The file from the stick",
        help_text=f"{capfirst(TAKEN_KINDS)}.",
    )
    passphrase = forms.CharField(
        label="The words it is sealed with", required=False, max_length=200, widget=forms.PasswordInput
    )

    def clean_file(self) -> Any:
        """Not larger than this page takes."""
        found = self.cleaned_data["file"]
        if found.size > UPLOAD_MOST:
            raise forms.ValidationError("This file is larger than 64 MB. Take it in with `battlebox journal import`")
        return found


@in_incident
def copy(request: OfficerRequest) -> HttpResponse:
    """Make a copy for a body."""
    desk = AtDesk.of(request)
    bodies = sorted(((each, desk.body_name(each)) for each in desk.record.standing.orgs), key=lambda row: row[1])
    form = CopyForm.asked(request, bodies=bodies)
    if form.is_ready():
        data = form.cleaned_data
        return saved(
            request,
            form,
            lambda: Recorded("", desk.at("copied", _ask(desk, data["to"], data["passphrase"]).pk)),
            asked=_ASKED,
        )
    return page(request, "places/form.html", here="log", form=form, title="Make a copy of the record",
                cancel=desk.at("log"), button="Make the copy",
                words="The copy holds what its labels allow that body, and what you yourself may see. The rest is kept "
                "back and counted. A program that checks it anywhere goes with it.")  # fmt: skip


@in_incident
def copied(request: OfficerRequest, job: str) -> HttpResponse:
    """How far a copy is, and what it holds."""
    desk = AtDesk.of(request)
    found = job_of(request, job, COPY)
    to = desk.body_name(found.answer["to"]) if found.answer else ""
    return page(request, "places/copied.html", here="log", job=found, found=found.answer, to=to,
                file=desk.at("copy_file", found.pk))  # fmt: skip


@in_incident
def copy_file(request: OfficerRequest, job: str) -> HttpResponse:
    """The copy itself."""
    AtDesk.of(request)
    found = job_of(request, job, COPY)
    if found.paper is None or found.answer is None:
        raise Http404
    answer = HttpResponse(bytes(found.paper), content_type="application/zip")
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.answer["name"]}"'
    return answer


@in_incident
def take_in(request: OfficerRequest) -> HttpResponse:
    """Take in what another desk wrote."""
    desk = AtDesk.of(request)
    form = TakeInForm.asked(request)
    if form.is_ready():
        found = form.cleaned_data["file"]
        said: list[str] = []

        def take() -> Saved:
            taken = take_copy(
                desk.record,
                desk.officer,
                found.read(),
                str(found.name)[:100],
                passphrase=form.cleaned_data["passphrase"],
            )
            said.append(f"Taken in: {taken.said}.")
            return Saved("", "")

        answer = desk.write(form, take, desk.at("log"), lambda: said[0])
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="log", form=form, title="Take in another desk's copy",
                cancel=desk.at("log"), button="Take it in",
                words="Every signature in it is checked first. It is taken whole, or not at all.")  # fmt: skip


def _ask(desk: AtDesk, to: str, passphrase: str) -> Job:
    words = ""
    if passphrase:
        # Before the job is there: another process may begin it at once.
        words = f"copy/{secrets.token_hex(16)}"
        desk_memory().put(words, passphrase.encode(), _WORDS_SECONDS)
    return ask_job(desk, COPY, to=to, sealed=bool(passphrase), words=words)


def _copy(asked: dict[str, Any], progress: Progress) -> Answer:
    progress.tell(0.1, "Choosing what may go.")
    kept = desk_memory().take(asked["words"]) if asked["sealed"] else None
    words = kept.data.decode() if kept is not None else ""
    if asked["sealed"] and not words:
        raise Refused("The words to seal it with are gone, because the desk was started again. Ask again.")
    try:
        record = installation().record(asked["incident"])
        made = make_copy(record, officer_of(asked), asked["to"], passphrase=words)
    except (DeskError, JournalError) as wrong:
        raise Refused(sentence(wrong)) from wrong
    told = {"name": made.name, "entries": made.entries, "entries_back": made.entries_back,
            "parts_back": made.parts_back, "sealed": made.is_sealed, "to": asked["to"]}  # fmt: skip
    return Answer(told, paper=made.data, words="The copy is made.")


add_kind(COPY, _copy)
