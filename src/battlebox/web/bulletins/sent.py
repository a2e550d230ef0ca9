"""A bulletin that we sent: who has it, what it says, the words for the phone; and that somebody has it.

Law: who has not answered stands before what it says; what came back is compared before it is believed.
Not here: writing one (writing.py), the list of all (listing.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.desk.exchange import (
    PLACE,
    Heard,
    SentBulletin,
    bulletin_acknowledged,
    heard_of,
    is_silent,
    sent_bulletin,
    sent_of,
    waits_for,
)
from battlebox.desk.record import Saved, Stated
from battlebox.desk.tell import corrections_due
from battlebox.share.bulletin import (
    BulletinError,
    SignedBulletin,
    heard_words,
    must_be_heard,
    read_receipt,
    receipt_words,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bulletins.keys import own_list
from battlebox.web.bulletins.recorded import in_desk_words
from battlebox.web.bulletins.shown import HERE, about, code_of, opened_here, parts_of
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.tables import Cell

WHO_HEADS: Final = ("Body", "Says that it has it", "Ring", "Its four words")


@in_incident
def sent(request: OfficerRequest, name: str) -> HttpResponse:
    """One that we sent: who has it, what it says, the words for the phone."""
    desk = AtDesk.of(request)
    found = sent_here(desk, name)
    opened = opened_here(desk, found.value.file.encode(), name="it")
    heard, numbers = heard_of(desk.sight, name), {one.body: one.number for one in own_list(desk).partners}
    fingerprint, now = found.value.fingerprint, desk.sight.now
    rows = [
        (
            desk.body_name(body),
            Cell(f"{when(heard[body].at, now)}, {heard[body].value.how}", note=heard[body].value.note)
            if body in heard
            else Cell("Silent" if is_silent(found, now) else "Not yet", tag="red" if is_silent(found, now) else "grey"),
            numbers.get(body, ""),
            heard_words(fingerprint, body),
        )
        for body in found.value.to
    ]
    due = [each for each in corrections_due(desk.sight) if each.fact in found.value.facts]
    owed = {each.went.value.whom.body for each in due if each.went.value.where == PLACE}
    newer = max((each.value.number for each in sent_of(desk.sight)), default=0)
    may = desk.officer.may(Act.TAKE_BULLETIN)
    return page(
        request, "bulletins/sent.html", here=HERE, title=f"Bulletin {found.value.number}",
        who=rows, who_heads=WHO_HEADS, rows=[*about(desk, opened.bulletin), ("Entry", found.number)],
        replaced=newer if newer > found.value.number else 0, owed=sorted(map(desk.body_name, owed)),
        corrections=desk.at("went") if owed else "", **parts_of(opened.bulletin), **code_of(opened),
        heard=desk.at("hear_bulletin", name) if may and waits_for(desk.sight, found, name) else "",
        file=desk.at("bulletin_file", name), paper=desk.at("bulletin_paper", name), back=desk.at("bulletins"),
    )  # fmt: skip


class HeardForm(DeskForm):
    """What came back: four words, or a file."""

    either = ("words", "file")

    body = forms.ChoiceField(label="Who says that they have it")
    words = forms.CharField(label="The four words that they read to you", max_length=200, required=False,
                            help_text="You rang them, on a number you had before the incident.")  # fmt: skip
    file = forms.FileField(label="Or the file that they sent back", required=False)
    note = forms.CharField(label="What they said besides", max_length=300, required=False)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["body"].choices = choices  # type: ignore[attr-defined]  # A ChoiceField.


@in_incident
def hear(request: OfficerRequest, name: str) -> HttpResponse:
    """Record that a partner has a bulletin of ours."""
    desk = AtDesk.of(request)
    found = sent_here(desk, name)
    waiting = [(body, desk.body_name(body)) for body in waits_for(desk.sight, found, name)]
    form = HeardForm.asked(request, choices=waiting)

    def act() -> Saved:
        said = form.cleaned_data
        try:
            how = _how(desk, found.value, said["body"], said["words"], said["file"])
        except BulletinError as wrong:
            raise in_desk_words(wrong) from wrong
        return bulletin_acknowledged(desk.record, desk.officer, name, Heard(said["body"], how, said["note"]))

    if form.is_ready():
        answer = desk.write(form, act, desk.at("sent_bulletin", name))
        if answer is not None:
            return answer
    return page(request, "places/entry_form.html", here=HERE, form=form, title="They have it",
                cancel=desk.at("sent_bulletin", name), button="Record it")  # fmt: skip


def sent_here(desk: AtDesk, name: str) -> Stated[SentBulletin]:
    """One that we sent, or the page is not there."""
    return seen_or_404(lambda: sent_bulletin(desk.sight, name))


def _how(desk: AtDesk, ours: SentBulletin, body: str, words: str, back: Any) -> str:
    signed = SignedBulletin.from_bytes(ours.file.encode(), name="our bulletin")
    if back is None:
        must_be_heard(signed, body, words)
        return "four words by phone"
    receipt = read_receipt(back.read(), signed, name=str(back.name)[:100])
    if receipt.body != body:
        # Whoever is named in the file is who has it, not whoever was ticked.
        must_be_heard(signed, body, "")
    return receipt_words(receipt.is_theirs(own_list(desk)))
