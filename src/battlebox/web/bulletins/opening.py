"""Opening a bulletin: all of it is seen before anything is recorded; then it is taken in, told, and made into tasks.

Law: a file that is refused leaves nothing behind, and so does a real one at a drill, or a drill's at a real desk; what
nobody could check is taken in only with how it was asked.
Not here: pages of what is on record (listing.py), the checks (share.bulletin).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk.exchange import (
    bulletin_received,
    received_of,
)
from battlebox.desk.record import Saved
from battlebox.share.bulletin import (
    BYTES_MOST,
    Bulletin,
    BulletinError,
    Opened,
    SignedBulletin,
    Signer,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bulletins.recorded import must_suit_desk, taken
from battlebox.web.bulletins.shown import HERE, about, at_form, opened_here, parts_of, phone_words, seal_of
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.pages import page

_NAME_MOST: Final = 100


class FileForm(DeskForm):
    """The file; then what was in it, and how they were asked."""

    file = forms.FileField(label="The bulletin's file", help_text="It is small, and ends in .bulletin.")
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
        # The second sending brings along what was in it.
        self.fields["file"].required = not self.data.get("text", "").strip()

    def clean(self) -> dict[str, Any]:
        """Open what came: a file, or what was in it the first time."""
        said = super().clean() or self.cleaned_data
        given = said.get("file")
        if given is None and not said.get("text", "").strip():
            # The box says already that it is missing, or what is wrong with it.
            return said
        if given is not None and given.size > BYTES_MOST:
            raise forms.ValidationError("This file is too large to be a bulletin. Ask its sender for the file itself.")
        raw = given.read() if given is not None else (said.get("text", "").strip() + "\n").encode()
        name = str(given.name)[:_NAME_MOST] if given is not None else "the file"
        try:
            opened = opened_here(self.desk, raw, name=name, seen=_seen(self.desk))
            must_suit_desk(opened, name, drill=self.desk.record.standing.exercise)
        except BulletinError as wrong:
            raise at_form(wrong) from wrong
        self.opened = opened
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
        form.fields["how_asked"].required = opened.signer is not Signer.KNOWN
        shown = {
            **parts_of(opened.bulletin), "seal": seal_of(opened), "warnings": opened.warnings,
            "rows": about(desk, opened.bulletin, is_theirs=opened.is_theirs),
            "phone": phone_words(opened, desk.officer.body),
        }  # fmt: skip
    else:
        form.fields["how_asked"].widget = forms.HiddenInput()
        form.ask_later("take")
    return page(
        request, "bulletins/open.html", here=HERE, form=form, cancel=desk.at("bulletins"), **shown,
        button="Take it in" if shown else "Open it", is_open=bool(shown),
    )  # fmt: skip


def _take(desk: AtDesk, opened: Opened, asked: str) -> Saved:
    return bulletin_received(desk.record, desk.officer, taken(opened, asked))


def _seen(desk: AtDesk) -> tuple[Bulletin, ...]:
    """Bulletins that we have, to know an older one and a second one with the same number."""
    return tuple(
        SignedBulletin.from_bytes(each.value.file.encode(), name="it").bulletin for each in received_of(desk.sight)
    )


def _at(desk: AtDesk, made: Saved) -> str:
    return desk.at("came_bulletin", made.thing.partition("/")[2])
