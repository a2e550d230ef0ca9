"""Bulletins: what we sent and who is silent, what came and how old it is; one of each; its file and its paper.

Law: silence that has lasted stands before everything; how sure it is who signed stands before what it says.
Not here: writing one (bulletin_writing.py), opening a file (bulletin_opening.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, unturned
from battlebox.desk.exchange import (
    PLACE,
    Heard,
    SentBulletin,
    bulletin_acknowledged,
    heard_of,
    is_silent,
    newer_than,
    received_bulletin,
    received_of,
    sent_bulletin,
    sent_of,
    silent_in,
    tasked,
    waits_for,
)
from battlebox.desk.record import Saved, Stated
from battlebox.desk.tell import corrections_due
from battlebox.share.bulletin import (
    BulletinError,
    Opened,
    SignedBulletin,
    bulletin_paper,
    heard_words,
    key_words,
    must_be_heard,
    read_receipt,
)
from battlebox.share.foreign import defanged
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.incident.wording import ago, when
from battlebox.web.pages import page
from battlebox.web.partnering.bulletin_keys import own_key, own_list
from battlebox.web.partnering.bulletin_shown import (
    about,
    in_desk_words,
    opened_here,
    parts_of,
    phone_words,
    seal_of,
)
from battlebox.web.tables import Cell

SENT_HEADS: Final = ("Number", "What about", "For", "Sent", "Who has it")
CAME_HEADS: Final = ("From", "What about", "Came", "Signed", "Told them", "Tasks")
NAME_LETTERS: Final = 20
WHO_HEADS: Final = ("Body", "Says that it has it", "Ring", "Its four words")


@in_incident
def bulletins(request: OfficerRequest) -> HttpResponse:
    """Every bulletin of the officer's body, sent and received."""
    desk = AtDesk.of(request)
    may = desk.officer.may
    return page(
        request, "partnering/bulletins.html", here="partners", alarms=silence_words(desk),
        sent=[_sent_row(desk, each) for each in sent_of(desk.sight)], sent_heads=SENT_HEADS,
        came=[_came_row(desk, each) for each in received_of(desk.sight)], came_heads=CAME_HEADS,
        new=desk.at("new_bulletin") if may(Act.BULLETIN) else "",
        take=desk.at("open_bulletin") if may(Act.TAKE_BULLETIN) else "",
        list_address=desk.at("call_back_list"), back=desk.at("partners"),
    )  # fmt: skip


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
        request, "partnering/bulletin_sent.html", here="partners", title=f"Bulletin {found.value.number}",
        who=rows, who_heads=WHO_HEADS, rows=[*about(desk, opened.bulletin), ("Entry", found.number)],
        replaced=newer if newer > found.value.number else 0, owed=sorted(map(desk.body_name, owed)),
        corrections=desk.at("went") if owed else "", **parts_of(opened.bulletin), **_code(opened),
        heard=desk.at("hear_bulletin", name) if may and waits_for(desk.sight, found, name) else "",
        file=desk.at("bulletin_file", name), paper=desk.at("bulletin_paper", name), back=desk.at("bulletins"),
    )  # fmt: skip


class HeardForm(DeskForm):
    """What came back: four words, or a file."""

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
    return page(request, "places/entry_form.html", here="partners", form=form, title="They have it",
                cancel=desk.at("sent_bulletin", name), button="Record it")  # fmt: skip


@in_incident
def came(request: OfficerRequest, name: str) -> HttpResponse:
    """One that came: who signed it, what it says, what was made of it."""
    desk = AtDesk.of(request)
    found = seen_or_404(lambda: received_bulletin(desk.sight, name))
    got = found.value
    opened = opened_here(desk, got.file.encode(), name="it")
    made, still = tasked(desk.sight, got)
    told, newer = heard_of(desk.sight, name).get(desk.officer.body), newer_than(desk.sight, got)
    warnings = [*opened.warnings]
    if newer:
        warnings.insert(0, f"Bulletin {newer} of {got.issuer_name} replaces this one. Act on that one.")
    may = desk.officer.may
    return page(
        request, "partnering/bulletin_came.html", here="partners", title=f"Bulletin {got.number} of {got.issuer_name}",
        seal=seal_of(opened), warnings=warnings, asked=got.asked,
        rows=[*about(desk, opened.bulletin), ("Taken in", f"{when(found.at, desk.sight.now)}, {found.number}")],
        **parts_of(opened.bulletin), **_code(opened, desk.officer.body),
        told=f"{when(told.at, desk.sight.now)}, {told.value.how}" if told else "",
        tell=desk.at("tell_bulletin", name) if may(Act.TAKE_BULLETIN) else "",
        make=desk.at("bulletin_tasks", name) if may(Act.OPEN_TASK) else "", made=made, still=still,
        file=desk.at("bulletin_file", name), paper=desk.at("bulletin_paper", name), back=desk.at("bulletins"),
        receipt=desk.at("bulletin_receipt", name),
    )  # fmt: skip


@in_incident
def file(request: OfficerRequest, name: str) -> HttpResponse:
    """The file to carry, sent or received."""
    opened, number = _either(AtDesk.of(request), name)
    return _download(opened.signed.to_bytes(), "application/json", f"bulletin-{number}.bulletin")


@in_incident
def paper(request: OfficerRequest, name: str) -> HttpResponse:
    """Its paper."""
    desk = AtDesk.of(request)
    opened, number = _either(desk, name)
    warnings = opened.warnings if opened.bulletin.issuer != desk.officer.body else ()
    names = {body: desk.body_name(body) for body in opened.bulletin.audience}
    now = desk.sight.now
    raw = bulletin_paper(opened.signed, now, warnings=warnings, names=names, shown=defanged)
    return _download(raw, "application/pdf", f"bulletin-{number}.pdf")


def silence_words(desk: AtDesk) -> list[tuple[str, str]]:
    """Who has not said for too long that they have a bulletin, with its page."""
    said = []
    for found, waiting in silent_in(desk.sight):
        who = ", ".join(map(desk.body_name, waiting))
        words = f"Bulletin {found.value.number}, sent {ago(found.at, desk.sight.now)}: no word from {who}."
        words += " Ring them, on the number of the call-back list."
        said.append((words, desk.at("sent_bulletin", found.value.fingerprint[:NAME_LETTERS])))
    return said


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
    keys = {one.key for one in own_list(desk).of_body(body) if one.key and one.checked}
    return "a file signed with their key" if keys == {receipt.key} else "a file whose key nobody checked: ring them"


def _either(desk: AtDesk, name: str) -> tuple[Opened, str]:
    files = [(each.value.fingerprint, each.value.file, each.number) for each in sent_of(desk.sight)]
    files += [(each.value.fingerprint, each.value.file, each.number) for each in received_of(desk.sight)]
    for fingerprint, raw, number in files:
        if fingerprint[:NAME_LETTERS] == name:
            return opened_here(desk, raw.encode(), name="it"), number
    raise Http404


def _code(opened: Opened, body: str = "") -> dict[str, Any]:
    return {"code": opened.signed.card, "phone": phone_words(opened, body), "fingerprint": opened.signed.fingerprint}


def _download(raw: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(raw, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _sent_row(desk: AtDesk, each: Stated[SentBulletin]) -> tuple[Any, ...]:
    name, value, now = each.value.fingerprint[:NAME_LETTERS], each.value, desk.sight.now
    waiting = waits_for(desk.sight, each, name)
    if not value.to:
        has: Cell = Cell(f"whoever {value.tlp.to_text()} lets have it")
    elif not waiting:
        has = Cell("All of them", tag="green")
    else:
        loud = is_silent(each, now)
        who = ", ".join(map(desk.body_name, waiting))
        has = Cell("Silent" if loud else "Waiting", tag="red" if loud else "grey", note=who)
    readers = ", ".join(map(desk.body_name, value.to)) or value.tlp.to_text()
    title = Cell(value.title, link=desk.at("sent_bulletin", name))
    return str(value.number), title, readers, f"{when(each.at, now)}, {ago(each.at, now)}", has


def _came_row(desk: AtDesk, each: Any) -> tuple[Any, ...]:
    got, now = each.value, desk.sight.now
    name = got.fingerprint[:NAME_LETTERS]
    told, (made, still) = heard_of(desk.sight, name).get(desk.officer.body), tasked(desk.sight, got)
    seal = Cell(got.seal, tag="green" if got.is_checked else "orange", note=got.asked)
    newer = newer_than(desk.sight, got)
    over = f"Replaced by {newer}" if newer else "It has expired" if got.expires <= now else ""
    return (
        f"{unturned(got.issuer_name)}, {got.number}",
        Cell(unturned(got.title), link=desk.at("came_bulletin", name), note=over),
        f"{when(each.at, now)}, {ago(each.at, now)}",
        seal,
        when(told.at, now) if told else Cell("Not yet", tag="yellow"),
        f"{made}, {still} still to do" if made else "None yet",
    )


def own_words(desk: AtDesk) -> str:
    """The twelve words of our own key."""
    return key_words(own_key(desk).public)
