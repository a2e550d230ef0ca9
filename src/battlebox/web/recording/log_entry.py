"""One entry of the log, whole; and the things of which two versions stand.

Law: number, desk, id, label, audience, what it changed and what corrected it are always there; sealed parts never.
Not here: pages of the log (log.py).
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString

from battlebox.desk import Act, DeskError
from battlebox.desk.record import LogLine, Note, conflicts_of, correct_note, entry_of, held_by, note_of, said_again
from battlebox.journal import MEANING, Kind
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.said import link, plainly, seen_by, who_of
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.recording.log import NoteForm


class CorrectForm(NoteForm):
    """The line anew, and why."""

    because = forms.CharField(label="What was wrong", max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["person"], self.fields["share"]
        self.order_fields(["because"])


@in_incident
def entry(request: OfficerRequest, entry: str) -> HttpResponse:
    """One entry."""
    desk = AtDesk.of(request)
    found = _found(desk, entry)
    line, header, note = found.line, found.line.header, note_of(desk.sight, found.line)
    corrects = desk.record.number(found.corrects) if found.corrects in _here(desk, found.corrects) else ""
    rows = [
        ("Number", line.number),
        ("It happened", when(note.happened, desk.sight.now) if note else ""),
        ("Written late because", note.late if note else ""),
        ("Written", when(line.at, desk.sight.now)),
        ("By", who_of(desk, header.by, found.body)),
        ("For the body", desk.body_name(found.body)),
        ("Desk", desk.record.standing.name_of(header.key)),
        ("Kind", f"{_meaning(header.kind)} ({header.kind})"),
        ("Who may see it", seen_by(desk, header.tlp, header.audience, found.body)),
        ("Name in it", line.person),
        ("It changed", plainly(desk, ", ".join(f"{each.thing} ({each.name})" for each in header.writes)) or "nothing"),
        ("It corrects", link(corrects, desk.at("entry", found.corrects)) if corrects else ""),
        ("Corrected by", ", ".join(found.corrected_by)),
        ("Says again, for more bodies", _first(desk, said_again(desk.sight, line.id))),
        ("Who could prove it", held_by(desk.sight, line.id).to_text()),
        ("Whole id", line.id),
    ]
    is_note = header.kind == Kind.NOTE_WRITTEN and found.body == desk.officer.body and not found.is_struck
    return page(
        request, "places/entry.html", here="log", found=found, line=line,
        words=plainly(desk, line.words), rows=[row for row in rows if row[1]],
        correct=desk.at("correct_note", line.id) if is_note and desk.officer.may(Act.NOTE) else "",
        figures=desk.at("figures", line.id) if header.kind == Kind.ADVICE_SHOWN else "",
        decision=_thing_address(desk, found, "decision"), checkpoint=_checkpoint(desk, found),
    )  # fmt: skip


@in_incident
def correct(request: OfficerRequest, entry: str) -> HttpResponse:
    """Write a line of the log anew; the old words stay, struck through."""
    desk = AtDesk.of(request)
    found = _found(desk, entry)
    things = [write.thing for write in found.line.header.writes if write.thing.startswith("note/")]
    if not things or found.body != desk.officer.body:
        raise Http404
    back = desk.at("entry", entry)
    says = desk.sight.latest(things[0], "says", Note)
    start = {"facts": says.value.facts, "heard_from": says.value.heard_from, "happened": says.value.happened,
             "late": says.value.late} if says else {}  # fmt: skip
    form = CorrectForm.asked(request, seen=[says.entry] if says else [], initial=start)
    if form.is_ready():
        answer = desk.write(
            form,
            lambda: correct_note(
                desk.record, desk.officer, things[0], form.note(), why=form.cleaned_data["because"],
                over=frozenset(form.seen_entries),
            ),
            desk.at("log"),
        )  # fmt: skip
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="log", form=form, title=f"Correct {found.line.number}", cancel=back)


@in_incident
def versions(request: OfficerRequest) -> HttpResponse:
    """Things of which two versions stand."""
    desk = AtDesk.of(request)
    found = [
        (
            plainly(desk, each.thing),
            each.name,
            [
                (
                    one.line.number,
                    desk.at("entry", one.line.id),
                    plainly(desk, one.line.words),
                    who_of(desk, one.line.header.by, one.body),
                    when(one.line.at, desk.sight.now),
                )
                for one in each.versions
            ],
        )
        for each in conflicts_of(desk.sight)
    ]  # fmt: skip
    return page(request, "places/versions.html", here="log", found=found)


def _meaning(kind: str) -> str:
    return MEANING[Kind(kind)] if kind in set(Kind) else "a kind that this version does not know"


def _found(desk: AtDesk, entry: str) -> LogLine:
    try:
        return entry_of(desk.sight, entry)
    except DeskError as wrong:
        raise Http404 from wrong


def _first(desk: AtDesk, entry: str) -> str | SafeString:
    """The entry that this one says again; its number alone where that one may not be seen."""
    if not entry:
        return ""
    number = desk.record.number(entry)
    return link(number, desk.at("entry", entry)) if _here(desk, entry) else number


def _here(desk: AtDesk, entry: str) -> tuple[str, ...]:
    """The entry, if it may be seen."""
    try:
        return (desk.sight.line(entry).id,) if entry else ()
    except DeskError:
        return ()


def _thing_address(desk: AtDesk, found: LogLine, kind: str) -> str:
    names = [write.thing for write in found.line.header.writes if write.thing.startswith(f"{kind}/")]
    return desk.at(kind, names[0].partition("/")[2]) if names else ""


def _checkpoint(desk: AtDesk, found: LogLine) -> str:
    is_one = found.line.header.kind == Kind.CHECKPOINT_PRINTED and found.body == desk.officer.body
    return desk.at("checkpoint", found.line.id) if is_one else ""
