"""Opening a bulletin: all of it is seen before anything is recorded; then it is taken in, told, and made into tasks.

Law: a file that is refused leaves nothing behind; what nobody could check is taken in only with how it was asked.
Not here: pages of what is on record (bulletins.py), the checks (share.bulletin).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.utils import timezone

from battlebox.desk.exchange import (
    Heard,
    ReceivedBulletin,
    bulletin_acknowledged,
    bulletin_received,
    received_bulletin,
    received_of,
    tasks_of_bulletin,
)
from battlebox.desk.record import Saved
from battlebox.share.bulletin import (
    BYTES_MOST,
    Bulletin,
    BulletinError,
    Opened,
    SignedBulletin,
    Signer,
    acknowledge,
    heard_words,
)
from battlebox.share.foreign import defanged
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import entry, seen_or_404
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.partnering.bulletin_keys import own_key
from battlebox.web.partnering.bulletin_shown import about, at_form, opened_here, parts_of, phone_words, seal_of

HERE: Final = "partners"
_NAME_MOST: Final = 100


class FileForm(DeskForm):
    """The file; then what was in it, and how they were asked."""

    file = forms.FileField(label="The bulletin's file", required=False, help_text="It is small, and ends in .bulletin.")
    how_asked = forms.CharField(
        label="How you asked whether it is theirs", widget=forms.Textarea(attrs={"rows": 2}), max_length=300,
        required=False, help_text="Needed where nobody has checked the key: whom you rang, whether the words agree.",
    )  # fmt: skip
    text = forms.CharField(widget=forms.HiddenInput, required=False, max_length=BYTES_MOST, strip=False)
    take = forms.BooleanField(label="Take it into our record", required=False)

    opened: Opened | None = None

    def __init__(self, *args: Any, desk: AtDesk, **more: Any) -> None:
        super().__init__(*args, **more)
        self.desk = desk

    def clean(self) -> dict[str, Any]:
        """Open what came: a file, or what was in it the first time."""
        said = super().clean() or self.cleaned_data
        given = said.get("file")
        if given is not None and given.size > BYTES_MOST:
            raise forms.ValidationError("This file is too large to be a bulletin. Ask its sender for the file itself.")
        raw = given.read() if given is not None else (said.get("text", "").strip() + "\n").encode()
        if not raw.strip():
            raise forms.ValidationError("Choose the file of the bulletin.")
        name = str(given.name)[:_NAME_MOST] if given is not None else "the file"
        try:
            self.opened = opened_here(self.desk, raw, name=name, seen=_seen(self.desk))
        except BulletinError as wrong:
            raise at_form(wrong) from wrong
        return said


@in_incident
def open_file(request: OfficerRequest) -> HttpResponse:
    """Open a file: the first sending shows it, the second takes it in."""
    desk = AtDesk.of(request)
    form = FileForm.asked(request, desk=desk)
    shown: dict[str, Any] = {}
    if form.is_ready() and form.opened is not None:
        opened = form.opened
        if form.cleaned_data["take"]:
            answer = desk.write(
                form, lambda: _take(desk, opened, form.cleaned_data["how_asked"]), lambda made: _at(desk, made)
            )
            if answer is not None:
                return answer
        form._change(text=opened.signed.to_bytes().decode().strip())  # noqa: SLF001 - a form of this wing, given back
        form.fields["file"].widget = forms.HiddenInput()
        shown = {
            **parts_of(opened.bulletin), "seal": seal_of(opened), "warnings": opened.warnings,
            "rows": about(desk, opened.bulletin), "phone": phone_words(opened, desk.officer.body),
        }  # fmt: skip
    else:
        for name in ("how_asked", "take"):
            form.fields[name].widget = forms.HiddenInput()
    return page(
        request, "partnering/bulletin_open.html", here=HERE, form=form, cancel=desk.at("bulletins"), **shown,
        button="Take it in" if shown else "Open it", is_open=bool(shown),
    )  # fmt: skip


class TasksForm(DeskForm):
    """Which lines become tasks, and by when."""

    lines = forms.MultipleChoiceField(label="Make these tasks", widget=forms.CheckboxSelectMultiple)
    due = MomentField(label="By when", required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["lines"].choices = choices  # type: ignore[attr-defined]  # A ChoiceField.


@in_incident
def make_tasks(request: OfficerRequest, name: str) -> HttpResponse:
    """Make tasks of what a bulletin says to do, and one of what to look for."""
    desk = AtDesk.of(request)
    got = seen_or_404(lambda: received_bulletin(desk.sight, name)).value
    bulletin = SignedBulletin.from_bytes(got.file.encode(), name="it").bulletin
    lines, looks = [*bulletin.todo], _looks(bulletin)
    every = [*lines, *([looks[0]] if looks else [])]
    choices = [(str(place), line) for place, line in enumerate(every)]
    form = TasksForm.asked(request, initial={"lines": [value for value, _ in choices]}, choices=choices)

    def act() -> Saved:
        due, picked = form.cleaned_data["due"], [every[int(each)] for each in form.cleaned_data["lines"]]
        made = tasks_of_bulletin(desk.record, desk.officer, name, [one for one in picked if one in lines], due=due)
        if looks and looks[0] in picked:
            made += tasks_of_bulletin(desk.record, desk.officer, name, [looks[0]], due=due, note=looks[1])
        return made[0] if made else Saved(got.mark, "", "")

    return entry(desk, form, act, desk.at("came_bulletin", name), title="Make tasks of it", here=HERE,
                 words="They are nobody's yet, and say which bulletin they came from. A line of which there is a task "
                 "already is passed over.", button="Make them tasks")  # fmt: skip


class ToldForm(DeskForm):
    """How we said that we have it."""

    how = forms.ChoiceField(
        label="How did you tell them?",
        choices=(("four words by phone", "I read them the four words, by phone"),
                 ("a signed file", "I sent them the signed file")),
    )  # fmt: skip
    note = forms.CharField(label="What they said", max_length=300, required=False)


@in_incident
def tell(request: OfficerRequest, name: str) -> HttpResponse:
    """Record that we told its issuer that we have it."""
    desk = AtDesk.of(request)
    got = seen_or_404(lambda: received_bulletin(desk.sight, name)).value
    form = ToldForm.asked(request)
    body = desk.officer.body

    def act() -> Saved:
        said = form.cleaned_data
        return bulletin_acknowledged(desk.record, desk.officer, name, Heard(body, said["how"], said["note"]))

    return entry(desk, form, act, desk.at("came_bulletin", name), title="We have it", here=HERE,
                 rows=[("Our four words", heard_words(got.fingerprint, body))], button="Record it")  # fmt: skip


@in_incident
def receipt(request: OfficerRequest, name: str) -> HttpResponse:
    """The signed file that says that we have it."""
    desk = AtDesk.of(request)
    got = seen_or_404(lambda: received_bulletin(desk.sight, name)).value
    signed = SignedBulletin.from_bytes(got.file.encode(), name="it")
    raw = acknowledge(signed, desk.officer.body, timezone.now(), own_key(desk))
    answer = HttpResponse(raw, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{desk.officer.body}-{got.number}.heard"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _take(desk: AtDesk, opened: Opened, asked: str) -> Saved:
    found, signed = opened.bulletin, opened.signed
    got = ReceivedBulletin(
        fingerprint=signed.fingerprint, file=signed.to_bytes().decode(), issuer=found.issuer,
        issuer_name=found.issuer_name, number=found.number, title=found.title, tlp=found.tlp, to=found.audience,
        issued=found.issued, expires=found.expires, next_at=found.next_at, seal=seal_of(opened),
        is_checked=opened.signer is Signer.KNOWN, asked=asked,
    )  # fmt: skip
    return bulletin_received(desk.record, desk.officer, got)


def _seen(desk: AtDesk) -> tuple[Bulletin, ...]:
    """Bulletins that we have, to know an older one and a second one with the same number."""
    return tuple(
        SignedBulletin.from_bytes(each.value.file.encode(), name="it").bulletin for each in received_of(desk.sight)
    )


def _at(desk: AtDesk, made: Saved) -> str:
    return desk.at("came_bulletin", made.thing.partition("/")[2])


def _looks(bulletin: Bulletin) -> tuple[str, str] | None:
    """One task for all there is to look for, and the list of it."""
    if not bulletin.indicators:
        return None
    rows = [f"{one.kind} {defanged(one.value)} {one.note}".strip() for one in bulletin.indicators]
    note, left = "", len(rows)
    for row in rows:
        if len(note) + len(row) > 15_000:  # noqa: PLR2004 - what a note has room for, with some to spare
            break
        note, left = f"{note}{row}\n", left - 1
    more = f"and {left} more: take them out of the bulletin's file" if left else ""
    what = f"Look for the {len(rows)} indicators of bulletin {bulletin.number} of {bulletin.issuer_name}"
    return what, f"{note}{more}".strip()
