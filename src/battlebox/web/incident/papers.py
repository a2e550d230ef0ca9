"""Papers that a browser downloads, and those for the crate that need no incident.

Law: a paper is never kept by a browser or anything between; its name in the address says nothing of who is on it.
Not here: what stands on them (desk), typesetting (share).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import HttpResponse

from battlebox.desk.reach import DPIA_OPENING, DPIA_PARTS, DPIA_TITLE, Way
from battlebox.share import blank_sheets_paper, dpia_paper
from battlebox.web.asking import OfficerRequest, in_body
from battlebox.web.desk_time import desk_now
from battlebox.web.forms import DeskForm
from battlebox.web.pages import page

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper_answer(paper: bytes, name: str, kind: str = PDF) -> HttpResponse:
    """A file to open or to print; `name` is our own words, never an officer's."""
    answer = HttpResponse(paper, content_type=kind)
    ending = "docx" if kind == DOCX else "pdf"
    answer.headers["Content-Disposition"] = f'{"attachment" if kind == DOCX else "inline"}; filename="{name}.{ending}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


class BlankForm(DeskForm):
    """How many, of which kind, from whom."""

    way = forms.ChoiceField(
        label="What for", choices=[(way.value, f"To {way.value}") for way in Way], widget=forms.RadioSelect
    )
    count = forms.IntegerField(label="How many sheets", min_value=1, max_value=100, initial=10)
    council = forms.CharField(label="The council's name, as people know it", max_length=80, required=False)
    ring = forms.CharField(
        label="The desk's number, to ring for help",
        max_length=40,
        required=False,
        help_text="Leave it out if it may not work on the day: there is a line to write it on.",
    )


@in_body
def crate(request: OfficerRequest) -> HttpResponse:
    """Blank call sheets and the assessment template: what can be printed before there is any incident."""
    form = BlankForm.asked(request, initial={"way": Way.CALL.value})
    if form.is_ready():
        said = form.cleaned_data
        paper = blank_sheets_paper(said["count"], Way(said["way"]), desk_now(), body=said["council"], ring=said["ring"])
        return paper_answer(paper, f"blank-{said['way']}-sheets")
    return page(request, "places/crate.html", form=form)


@in_body
def dpia(request: OfficerRequest) -> HttpResponse:
    """The assessment template as a page."""
    return page(request, "places/dpia.html", title=DPIA_TITLE, opening=DPIA_OPENING, parts=DPIA_PARTS)


@in_body
def dpia_print(request: OfficerRequest) -> HttpResponse:
    """The same as PDF, to be filled in by pen."""
    del request
    return paper_answer(dpia_paper(desk_now()), "reach-list-assessment")
