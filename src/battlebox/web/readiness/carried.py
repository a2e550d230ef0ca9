"""Findings of a drill, brought to the real desk: by its page, and by whoever has only a terminal.

Law: what is in the file is kept whole or not at all, in the book of the body that played, by an officer of that body
who may; a drill's own desk takes none.
Not here: reading the file (drill/report), the command's options (command.py).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, DeskError, Officer
from battlebox.drill.report import BYTES_MOST, Carried, Kept, ReportCode, ReportError, carried_from, keep_findings
from battlebox.web.asking import OfficerRequest
from battlebox.web.estates_to_choose import body_name
from battlebox.web.forms import DeskForm
from battlebox.web.pages import page
from battlebox.web.readiness.at_hand import AtHand, address, in_readiness
from battlebox.web.readiness.shelf import ShelfBook
from battlebox.web.rights import sentence
from battlebox.web.saving import Recorded, saved


class CarriedForm(DeskForm):
    """The file, and who took part."""

    file = forms.FileField(
        label="The file of the drill's report",
        help_text="From the report's page at the drill's desk. It ends in .json.",
    )  # fmt: skip
    who = forms.CharField(
        label="Who took part", max_length=200, required=False, help_text="Offices, or how many people.",
    )  # fmt: skip

    found: Carried | None = None

    def __init__(self, *args: Any, body: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.body = body

    def clean(self) -> dict[str, Any]:
        """Read what came."""
        said = super().clean() or self.cleaned_data
        given = said.get("file")
        if given is None:
            return said
        try:
            self.found = _read(given.read(BYTES_MOST + 1), str(given.name), self.body)
        except ReportError as wrong:
            self.add_error("file", f"{capfirst(str(wrong))}. {capfirst(wrong.hint)}.")
        return said


@in_readiness
def bring(request: OfficerRequest) -> HttpResponse:
    """Bring a drill's findings in."""
    hand = AtHand.asked(request)
    form = CarriedForm.asked(request, refused=hand.refused(Act.READY), body=hand.body)
    if form.is_ready() and form.found is not None:
        found, who = form.found, form.cleaned_data["who"]

        def record() -> Recorded:
            kept = keep(found, hand.officer, who, hand.now)
            return Recorded("", address("ready_findings"), words=kept_words(found, kept))

        try:
            return saved(request, form, record)
        except DeskError as wrong:
            form.add_error(None, sentence(wrong))
    return page(request, "places/entry_form.html", form=form, title="Findings of a drill", button="Bring them in",
                cancel=address("ready_findings"),
                words="The drill is written down as an exercise that was held, and each of its findings stays open "
                "here until evidence closes it. What was brought before is not brought twice.")  # fmt: skip


def _read(raw: bytes, name: str, body: str) -> Carried:
    """What a file brings to the book of a body. Raises ReportError."""
    if settings.DESK.drill:
        raise ReportError.of(ReportCode.AT_A_DRILL)
    found = carried_from(raw, name)
    if found.body != body:
        raise ReportError.of(ReportCode.OTHER_BODY, found=found.body_name, body=body_name(body))
    return found


def keep(found: Carried, officer: Officer, who: str, now: datetime) -> Kept:
    """Write down the exercise and its findings. Raises DeskError, and then nothing is written."""
    return keep_findings(ShelfBook(found.body), officer, found.exercise(who), found.taken, now)


def kept_words(found: Carried, kept: Kept) -> str:
    """What became of them."""
    new = ", ".join(f"R-{number}" for number in kept.new) or "none that is new"
    there = f" {len(kept.there)} more were here already." if kept.there else ""
    so_far = " The drill was still running: bring the file once more when it is over." if found.provisional else ""
    return f"Exercise R-{kept.exercise}. Findings that are open now: {new}.{there}{so_far}"
