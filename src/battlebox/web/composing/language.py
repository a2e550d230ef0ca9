"""Messages in another language: tonight's words, who checked each, and what its catalogue lacks.

Law: what two write at once stands twice and counts as nothing until somebody settles it.
Not here: what a translation is (desk.compose), a message in that language (words.py).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.compose import (
    TemplateKind,
    pieces_of,
    to_pot,
    tonight_of,
)
from battlebox.desk.record import Saved
from battlebox.desk.tell import Rendering, facts_of, rendering_of, renderings, write_rendering
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.catalogues import tongues
from battlebox.web.composing.drafts import shelf, written_by
from battlebox.web.forms import Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.saying import when_said
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

TONIGHT: Final = (
    Column("english", "In English"),
    Column("words", "In this language"),
    Column("checked", "Checked by"),
    Column("stands", "Stands", Kind.CHOICE),
)


class RenderingForm(PlainForm):
    """The same in another language."""

    words = forms.CharField(label="The same in that language", widget=forms.Textarea(attrs={"rows": 4}), max_length=900)
    checked = forms.CharField(
        label="Who says that both say the same", max_length=200, help_text="Their office, not their name."
    )


@in_incident
def language(request: OfficerRequest, code: str) -> HttpResponse:
    """One language: tonight's words and what each is in it, and what its catalogue lacks."""
    desk, spoken = AtDesk.of(request), tongues().language(code)
    lacks = [each for each in pieces_of(shelf().templates.values()) if not spoken.fixed(each)]
    rows = [_row(desk, code, each) for each in _tonight(desk)]
    empty = "No fact was stated yet, and nothing was written for all messages."
    table = Table("tonight", "Tonight's words", TONIGHT, rows, empty=empty, stacked=True)
    return table_page(
        request,
        "desk/composing/language.html",
        table,
        here="tell",
        name=spoken.name,
        code=code,
        lacks=lacks,
        lacks_words=f"{len(lacks)} fixed {'piece' if len(lacks) == 1 else 'pieces'} that the file has no words for",
        pot=f"{desk.at('words')}?pot=1",
        words=desk.at("words"),
    )


def pot_answer() -> HttpResponse:
    """The words to translate, as a file."""
    answer = HttpResponse(to_pot(shelf().templates.values()), content_type="text/x-gettext-translation; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="battlebox-messages.pot"'
    return answer


@in_incident
def render(request: OfficerRequest, code: str, name: str) -> HttpResponse:
    """Write what some words of tonight are in a language."""
    desk, spoken = AtDesk.of(request), tongues().language(code)
    english = next((each for each in _tonight(desk) if _name(code, each) == name), "")
    if not english:
        raise Http404
    standing = renderings(desk.sight, code, english)
    seen = [each.entry for each in standing]
    initial = {"words": standing[0].value.words} if standing else {}
    form = RenderingForm.asked(request, seen=seen, initial=initial)
    if form.is_ready():
        ours = str(form["words"].value() or "")
        form.overtaken(
            seen,
            [
                Version("The words", each.value.words, ours, desk.name_of(each.by), when_said(each.at))
                for each in standing
            ],
        )

    def act() -> Saved:
        said = form.cleaned_data
        kept = Rendering(code, english, said["words"], said["checked"])
        return write_rendering(desk.record, desk.officer, kept, over=frozenset(form.seen_entries))

    rows = [("In English", english), ("Language", spoken.name)]
    back = desk.at("language", code)
    return entry(desk, form, act, back, title=f"In {spoken.name}", here="tell", rows=rows)


def _tonight(desk: AtDesk) -> tuple[str, ...]:
    written = (written_by(desk, each) for each in shelf().templates.values() if each.kind is TemplateKind.MESSAGE)
    return tonight_of((said.value for _, said in facts_of(desk.sight)), written)


def _name(code: str, english: str) -> str:
    return rendering_of(code, english).partition("/")[2]


def _row(desk: AtDesk, code: str, english: str) -> dict[str, object]:
    there = renderings(desk.sight, code, english)
    may = desk.officer.may(Act.SEND)
    link = desk.at("render_words", code, _name(code, english)) if may else ""
    stands = ("Not yet", "Written", "Two versions: write it anew")[min(len(there), 2)]
    return {
        "english": Cell(english, link=link),
        "words": there[0].value.words if len(there) == 1 else "",
        "checked": there[0].value.checked if len(there) == 1 else "",
        "stands": Cell(stands, tag="green" if len(there) == 1 else "grey"),
    }
