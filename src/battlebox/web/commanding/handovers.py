"""Hand-over notes: drafted from the record, edited, signed by the one who leaves and then by the one who comes in.

Law: each signs from their own session; the paper has two pages and a sheet number; pencil is keyed back under it, once.
Not here: what the note says, and who may sign (desk); its layout (share).
"""

from __future__ import annotations

import secrets
from typing import Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, Role
from battlebox.desk.command import (
    UNTITLED,
    HandedOver,
    HandOver,
    Section,
    Signature,
    draft_handover,
    handover_of,
    handovers_of,
    holding_of,
    key_back,
    must_be_theirs,
    sections_from_text,
    sections_to_text,
    take_over,
    write_handover,
)
from battlebox.desk.record import Saved
from battlebox.marking import Tlp
from battlebox.share import NotePage, handover_paper
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import WORDS_MAX, Version
from battlebox.web.incident.at_desk import ALL_OF_US, OURS, AtDesk
from battlebox.web.incident.choosing import NOBODY, people_choices, role_choices, someone
from battlebox.web.incident.entry import ChoosingForm, PlainForm, entry, seen_or_404
from battlebox.web.incident.papers import paper_answer
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.reaching.counted import reach_section
from battlebox.web.rights import refusal
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("note", "Note"),
    Column("role", "Role", Kind.CHOICE),
    Column("leaving", "Leaves"),
    Column("left", "Signed on leaving", Kind.TIME),
    Column("coming", "Comes in"),
    Column("taken", "Signed on coming in", Kind.TIME),
    Column("sheet", "Sheet"),
)
# Nothing that is mistaken for something else when read from paper.
_LETTERS: Final = "23456789BCDFGHJKMNPQRSTVWXZ"
_HOW: Final = (
    "A heading on a line of its own; what it says on the lines below, each after a dash. Two pages hold 84 lines."
)


class NoteForm(ChoosingForm):
    """What the next one must know, and who that is."""

    says = forms.CharField(
        label="What the next one must know",
        widget=forms.Textarea(attrs={"rows": 40}),
        max_length=WORDS_MAX * 2,
        help_text=_HOW,
    )
    to = forms.ChoiceField(label="Who comes in", required=False)


class SignForm(PlainForm):
    """The second signature."""

    deputy = forms.ChoiceField(label="Deputy beside you", required=False)
    until = MomentField(label="Until when you have it", required=False)


class PencilForm(ChoosingForm):
    """A note that two people signed in pencil."""

    sheet = forms.CharField(label="Number of the sheet", max_length=30, help_text="Top left, such as H-7K3F.")
    role = forms.ChoiceField(label="Role")
    leaving = forms.ChoiceField(label="Who left")
    left = MomentField(label="When they signed")
    coming = forms.ChoiceField(label="Who came in")
    taken = MomentField(label="When they signed, and took the role")
    says = forms.CharField(
        label="What the note says", widget=forms.Textarea(attrs={"rows": 20}), max_length=WORDS_MAX * 2, help_text=_HOW
    )


@in_incident
def handovers(request: OfficerRequest) -> HttpResponse:
    """Every note."""
    desk = AtDesk.of(request)
    rows = [_row(desk, each) for each in reversed(handovers_of(desk.sight))]
    table = Table(
        "notes", "Hand-over notes", COLUMNS, rows, empty="No role was handed over yet. Open your role to begin."
    )
    return table_page(request, "places/handovers.html", table, here="people", pencil=desk.at("pencil"),
                      may=desk.officer.may(Act.HAND_OVER), people=desk.at("people"))  # fmt: skip


@in_incident
def write(request: OfficerRequest, name: str) -> HttpResponse:
    """The note as the record would write it, to be edited and signed by the one who leaves."""
    desk = AtDesk.of(request)
    role = _role(name)
    form = NoteForm.asked(
        request,
        initial={"says": sections_to_text(_drawn(desk, role)), "share": OURS},
        choices={"to": people_choices(desk, ("", "Whoever takes the role"))},
    )
    return entry(
        desk,
        form,
        lambda: write_handover(
            desk.record,
            desk.officer,
            role,
            sections_from_text(form.cleaned_data["says"]),
            to=someone(desk, form.cleaned_data["to"]),
            handling=desk.handling(form),
        ),
        desk.at("role", name),
        then=desk.at("handovers"),
        title=f"Hand over {role.words}",
        here="people",
        words="Drawn from the record just now, for our own body: take out what is ours alone before others may see it, "
        "and what does not matter; add what is not written anywhere.",
        button="Sign it, as the one who leaves",
    )


@in_incident
def rewrite(request: OfficerRequest, name: str) -> HttpResponse:
    """A note that waits for its second signature, written anew."""
    desk, found = _asked(request, name)
    note = found.note
    form = NoteForm.asked(
        request,
        seen=[note.entry],
        initial={
            "says": sections_to_text(note.value.sections),
            "to": note.value.coming,
            "share": OURS if note.tlp is Tlp.AMBER_STRICT else ALL_OF_US,
        },
        choices={"to": people_choices(desk, ("", "Whoever takes the role"))},
    )
    back = desk.at("handover", name)
    if form.is_ready() and form.overtaken([note.entry], [_version(desk, found)]):
        return page(request, "places/entry_form.html", here="people", form=form, title="Change the note", cancel=back)
    return entry(
        desk,
        form,
        lambda: write_handover(
            desk.record,
            desk.officer,
            note.value.role,
            sections_from_text(form.cleaned_data["says"]),
            to=someone(desk, form.cleaned_data["to"]),
            thing=found.thing,
            handling=desk.handling(form),
            over=frozenset(form.seen_entries),
        ),
        back,
        title="Change the note",
        here="people",
        button="Sign it again",
    )


@in_incident
def handover(request: OfficerRequest, name: str) -> HttpResponse:
    """One note, and what can be done with it."""
    desk, found = _asked(request, name)
    note, taken = found.note.value, found.taken
    held = holding_of(desk.sight, note.body, note.role)
    current = held is not None and held.value.holder == note.leaving and found.is_waiting
    mine = note.body == desk.officer.body and desk.officer.may(Act.HAND_OVER) and current
    rows = [
        ("Leaves", f"{desk.name_of(note.leaving)}, signed {when_said(note.left)}, entry {found.note.number}"),
        ("Comes in", desk.name_of(note.coming) if note.coming else "Whoever takes the role"),
        (
            "Second signature",
            f"{desk.name_of(taken.value.who)}, {when_said(taken.value.at)}, entry {taken.number}"
            if taken
            else "Not yet: the role is still with the one who leaves"
            if current
            else "Never given: the role went another way",
        ),
    ]
    if note.sheet:
        rows.append(("Keyed back from sheet", note.sheet))
    leaving = note.leaving == desk.officer.id
    return page(
        request,
        "places/handover.html",
        here="people",
        title=f"Hand-over of {note.role.words}",
        rows=rows,
        sections=note.sections,
        paper=desk.at("handover_paper", name),
        change=desk.at("rewrite_handover", name) if mine and leaving else "",
        sign=desk.at("sign_handover", name) if mine and not leaving and note.coming in ("", desk.officer.id) else "",
    )


@in_incident
def sign(request: OfficerRequest, name: str) -> HttpResponse:
    """The second signature: from now on the role is theirs."""
    desk, found = _asked(request, name)
    note = found.note.value
    refused = refusal(lambda: must_be_theirs(desk.sight, note))
    form = SignForm.asked(request, refused=refused, choices={"deputy": people_choices(desk, NOBODY)})
    return entry(
        desk,
        form,
        lambda: take_over(
            desk.record,
            desk.officer,
            found.thing,
            deputy=someone(desk, form.cleaned_data["deputy"]),
            until=form.cleaned_data["until"],
        ),
        desk.at("handover", name),
        title=f"Take over {note.role.words}",
        here="people",
        words=f"You sign as {desk.officer.name}. From then on you hold the role.",
        button="Sign it, as the one who comes in",
    )


@in_incident
def pencil(request: OfficerRequest) -> HttpResponse:
    """Key back a note that was signed on paper."""
    desk = AtDesk.of(request)
    # Nothing is chosen beforehand: what stands on the paper is what counts.
    who = people_choices(desk, ("", "Choose who"))
    roles = [("", "Choose the role"), *role_choices()]
    form = PencilForm.asked(request, choices={"role": roles, "leaving": who, "coming": who})

    def act() -> Saved:
        said = form.cleaned_data
        leaving, coming = (someone(desk, said[name]) or desk.officer.someone for name in ("leaving", "coming"))
        note = HandOver(
            Role(said["role"]),
            desk.officer.body,
            leaving.id,
            said["left"],
            _plainly_written(sections_from_text(said["says"])),
            coming.id,
            said["sheet"],
        )
        signed = Signature(coming.id, said["taken"])
        return key_back(
            desk.record,
            desk.officer,
            note,
            signed,
            leaving=leaving,
            coming=coming,
            handling=desk.handling(form),
        )

    return entry(desk, form, act, desk.at("handovers"), title="Key back a note from paper", here="people")


def _plainly_written(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Words with no heading and no dash are what the note says, and not headings of nothing."""
    if any(part.lines for part in sections):
        return sections
    return (Section(UNTITLED, tuple(part.title for part in sections)),)


@in_incident
def paper(request: OfficerRequest, name: str) -> HttpResponse:
    """A note as PDF, as it was signed."""
    desk, found = _asked(request, name)
    note = found.note.value
    taken = found.taken.value if found.taken else None
    return _paper(
        desk,
        note.role,
        note.sections,
        label=found.note.tlp.to_text(),
        sheet=note.sheet or found.note.number,
        drawn=f"Signed {when_said(note.left)}, entry {found.note.number}",
        names=(desk.name_of(note.leaving), desk.name_of(note.coming) if note.coming else ""),
        times=(when_said(note.left), when_said(taken.at) if taken else ""),
    )


@in_incident
def draft_paper(request: OfficerRequest, name: str) -> HttpResponse:
    """What the note would say now as PDF, to be signed in pencil and keyed back under its number."""
    desk = AtDesk.of(request)
    role = _role(name)
    held = holding_of(desk.sight, desk.officer.body, role)
    if held is None or held.value.is_vacant:
        raise Http404
    sheet = "H-" + "".join(secrets.choice(_LETTERS) for _ in range(4))
    return _paper(
        desk,
        role,
        _drawn(desk, role),
        label="TLP:AMBER+STRICT",
        sheet=sheet,
        drawn=f"Drawn from the record {when_said(desk.sight.now)}, not signed",
        names=(desk.name_of(held.value.holder), ""),
        times=("", ""),
    )


def _drawn(desk: AtDesk, role: Role) -> tuple[Section, ...]:
    """What the note would say now, to our own body alone."""
    return draft_handover(desk.sight, desk.used, role, reached=reach_section(desk))


def _paper(  # noqa: PLR0913 - everything that stands on the paper
    desk: AtDesk,
    role: Role,
    sections: tuple[Section, ...],
    *,
    label: str,
    sheet: str,
    drawn: str,
    names: tuple[str, str],
    times: tuple[str, str],
) -> HttpResponse:
    body = desk.body_name(desk.officer.body)
    note = NotePage(sheet, role.words, body, desk.request.incident.title, label, drawn, names[0], times[0], names[1],
                    times[1], sections)  # fmt: skip
    return paper_answer(handover_paper(note, desk.sight.now), f"hand-over-{sheet.lower()}")


def _asked(request: OfficerRequest, name: str) -> tuple[AtDesk, HandedOver]:
    desk = AtDesk.of(request)
    return desk, seen_or_404(lambda: handover_of(desk.sight, f"handover/{name}"))


def _role(name: str) -> Role:
    if name not in set(Role) or name == Role.OBSERVER:
        raise Http404
    return Role(name)


def _row(desk: AtDesk, each: HandedOver) -> dict[str, object]:
    note = each.note.value
    taken = each.taken.value if each.taken else None
    return {
        "note": Cell(each.note.number, link=desk.at("handover", each.thing.partition("/")[2])),
        "role": capfirst(note.role.words),
        "leaving": desk.name_of(note.leaving),
        "left": Cell(when_said(note.left), order=note.left),
        "coming": desk.name_of(taken.who if taken else note.coming) if taken or note.coming else "",
        "taken": Cell(when_said(taken.at), order=taken.at) if taken else "Not yet",
        "sheet": note.sheet,
    }


def _version(desk: AtDesk, found: HandedOver) -> Version:
    by = desk.name_of(found.note.by)
    return Version("The note", sections_to_text(found.note.value.sections), "what you wrote below", by,
                   when_said(found.note.at))  # fmt: skip
