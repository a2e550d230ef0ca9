"""Sending words to a list of people: the words and the list, what stands in which column, a last look, and it goes.

Law: whom nothing reaches and which cells are wrong stand on the page before anything is sent; until then the list is
held in memory for this session alone, and nothing goes that the gate does not let pass at that moment.
Not here: reading a list and the gate (desk.message), by what this desk sends (sending/posting.py).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst

from battlebox.desk import Act, DeskCode, DeskError
from battlebox.desk.message import (
    FILE_BYTES_MAX,
    Means,
    Rests,
    Roll,
    order_knowing,
    passed,
    read_people,
    sent_before,
)
from battlebox.desk.record import Saved
from battlebox.estate import EstateError, Rows, key_of, rows_of_file
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.before import before_words
from battlebox.web.composing.drafts import draft_asked, shelf
from battlebox.web.composing.leaking import strict_rows
from battlebox.web.composing.leave import WordsForm, brackets_left, start_of
from battlebox.web.composing.owned import OwnField, own_missing, own_rows
from battlebox.web.composing.plain import readers_row, rests_row, way_rows
from battlebox.web.composing.ways import DOUBTS, doubt_rows
from battlebox.web.gds.templatetags.gds import printable
from battlebox.web.held import held, hold, let_go
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.saving import said_before
from battlebox.web.sending.posting import works_here
from battlebox.web.tables import Column, Table, table_page

WAITING: Final = "message on its way out"
PASTED: Final = "the list that was pasted"
PERSON: Final = ("person", "name")
_MOBILE: Final = ("mobile", "mobile number", "mobile phone", "work mobile", "personal mobile")
_MAIL: Final = ("mail", "email", "e-mail", "email address", "e-mail address", "work email", "personal email")
NAMES_LOOKED_FOR: Final = {
    "person": ("person", "id", "staff number", "payroll number", "employee number", "employee id", "number", "ref"),
    "name": ("name", "full name", "staff name", "employee name", "employee"),
    Means.NOTIFY_TEXT.value: ("notify_text", *_MOBILE),
    Means.NOTIFY_MAIL.value: ("notify_mail", *_MAIL),
    Means.MAIL.value: ("mail", *_MAIL),
    Means.TEXT.value: ("text", *_MOBILE),
    Means.CHAT.value: ("chat",),
    Means.PHONE.value: ("phone", "telephone", "tel", "landline", "home phone", "phone number", *_MOBILE),
}
_BEFORE: Final = {Means.MAIL.value: Means.NOTIFY_MAIL.value, Means.TEXT.value: Means.NOTIFY_TEXT.value}
WITHOUT: Final = (Column("row", "Id"), Column("name", "Name"))
WRONG: Final = (Column("where", "Where"), Column("what", "What is wrong"), Column("write", "What to write"))


@dataclass(slots=True)
class Outgoing:
    """Words that wait for a last look, and their list; `roll` once its columns were read.

    `query` is what the address of their draft asked for.
    """

    template: str
    query: str
    rests: Rests
    subject: str
    text: str
    answer_by: datetime | None
    source: str
    rows: Rows = field(repr=False)
    header: int
    names: tuple[str, ...]
    roll: Roll | None = field(default=None, repr=False)
    closing: tuple[str, ...] = ()
    told: int = 0
    unsaid: int = 0


class SendForm(WordsForm):
    """The words, and the list of people: a file, or pasted."""

    file = forms.FileField(
        label="The list of people",
        help_text="A .csv file or an .xlsx workbook, a row for each person, with a mobile number, mail address or "
        "phone. Next you say what stands in which column.",
    )
    people = forms.CharField(
        label="Or paste the list here",
        # Whoever they are stays off this device: the draft kept in the browser leaves it out.
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        max_length=FILE_BYTES_MAX,
        required=False,
        help_text="With a first line that names the columns, such as: person, name, notify_text, mail, phone.",
    )
    answer_by = MomentField(label="By when they are to say that they read it", required=False)
    why_none = forms.CharField(label="If the words rest on no fact, why", max_length=300, required=False)
    own = OwnField()
    tucked = ("people", "answer_by", "why_none")
    tucked_words = "More: paste a list, ask for an answer by a time, words on no fact"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["file"].required = not self.data.get("people")

    def clean(self) -> None:
        """One list, and no more than one."""
        if self.cleaned_data.get("file") and self.cleaned_data.get("people"):
            self.add_error("file", "Choose a file with the list, or paste the list: one of the two.")


class PeopleForm(PlainForm):
    """Which column holds what."""

    keeps_drafts = False
    person = forms.ChoiceField(label="Who is who: an id or staff number", required=False)
    name = forms.ChoiceField(label="Name", required=False)
    notify_text = forms.ChoiceField(label=capfirst(Means.NOTIFY_TEXT.words), required=False)
    notify_mail = forms.ChoiceField(label=capfirst(Means.NOTIFY_MAIL.words), required=False)
    mail = forms.ChoiceField(label=capfirst(Means.MAIL.words), required=False)
    text = forms.ChoiceField(label=capfirst(Means.TEXT.words), required=False)
    chat = forms.ChoiceField(label=capfirst(Means.CHAT.words), required=False)
    phone = forms.ChoiceField(label="To be rung, from a sheet on paper", required=False)


class LookForm(PlainForm):
    """The last look: nothing to fill in but that it was taken."""

    keeps_drafts = False
    takes_back = False
    looked = forms.BooleanField(label="I have looked at whom nothing reaches")
    again = forms.BooleanField(label="Send it all the same: these people are to get it a second time")


@in_incident
def send(request: OfficerRequest, name: str) -> HttpResponse:
    """Step 1: the words and the list. The gate is asked before anybody is read."""
    desk, found, asked = draft_asked(request, name)
    form = SendForm.asked(request, initial=start_of(desk, found, asked))
    own = own_rows(desk, found, form)
    if form.is_ready():
        _not_over(desk, form)
    if form.is_ready() and not brackets_left(found, form) and not own_missing(desk, found, form):
        said = form.cleaned_data
        try:
            desk.officer.must(Act.SEND)
            rests = found.rests(why_none=said["why_none"], own=said.get("own", ""))
            gone = passed(desk.sight, rests, f"{said['subject']}\n\n{said['text']}")
            going = _outgoing(name, asked.to_query(), rests, said)
            going.closing, going.told = found.closing, len(gone.standings) - len(gone.unsaid)
            going.unsaid = len(gone.unsaid)
            hold(request, WAITING, going)
        except (DeskError, EstateError) as wrong:
            form.add_error(None, desk.refusal(wrong))
        else:
            return redirect(desk.at("look_words" if going.roll else "send_people", name))
    return page(
        request,
        "places/entry_form.html",
        here="tell",
        form=form,
        title=f"Send: {found.filled.template.title.lower()}",
        rows=[readers_row(desk, found), *way_rows(), rests_row(found), *strict_rows(found), *own],
        cancel=desk.at("compose", name) + asked.to_query(),
        button="Read the list: nothing goes yet",
    )


def _not_over(desk: AtDesk, form: SendForm) -> None:
    """Say at its field that a time to answer by is over: later there is no field to change it in."""
    by = form.cleaned_data["answer_by"]
    if by and by < desk.sight.now:
        form.add_error("answer_by", f"{when_said(by)} is over, and nobody could answer by then. Write a time to come")


@in_incident
def columns(request: OfficerRequest, name: str) -> HttpResponse:
    """Step 2: what stands in which column."""
    desk, going = AtDesk.of(request), _held(request, name)
    if going is None:
        return redirect(desk.at("send_words", name))
    # A column may be called by letters that no page can hold.
    by_shown = {printable(each): each for each in going.names}
    choices = [("", "None"), *((each, each) for each in by_shown)]
    form = PeopleForm.asked(
        request, initial=_guessed(tuple(by_shown)), choices=dict.fromkeys(NAMES_LOOKED_FOR, choices)
    )
    here = works_here()
    asked = [each for each in NAMES_LOOKED_FOR if each in PERSON or each in here]
    for each in NAMES_LOOKED_FOR.keys() - set(asked):
        del form.fields[each]
    if form.is_ready():
        chosen = {each: by_shown.get(shown := form.cleaned_data[each], shown) for each in asked}
        try:
            desk.officer.must(Act.SEND)
            going.roll = read_people(going.rows, chosen, here, header=going.header)
            hold(request, WAITING, going)
            return redirect(desk.at("look_words", name))
        except (DeskError, EstateError) as wrong:
            form.add_error(None, desk.refusal(wrong))
    taken = {form[each].value() for each in asked}
    left = [each for each in by_shown if each not in taken]
    return page(
        request,
        "places/entry_form.html",
        here="tell",
        form=form,
        title="What stands in which column",
        words="The means are tried in the order of their columns in the list. "
        + (f"Named by nothing below so far: {', '.join(left)}. They are left behind." if left else ""),
        cancel=desk.at("send_words", name) + going.query,
        button="Read the people: nothing goes yet",
    )


@in_incident
def look(request: OfficerRequest, name: str) -> HttpResponse:
    """Step 3: who gets it, whom nothing reaches, which cells are wrong; and then it goes."""
    desk, going = AtDesk.of(request), _held(request, name)
    if (answer := said_before(request, LookForm.asked(request))) is not None:
        return answer
    if going is None or going.roll is None:
        return redirect(desk.at("send_words", name))
    roll, corrects = going.roll, bool(going.rests.corrects)
    before = sent_before(desk.record, desk.officer, roll, subject=going.subject, text=going.text, corrects=corrects)
    seen = [each.entry for each in before]
    form = LookForm.asked(request, seen=seen)
    for tick, is_asked in (("looked", roll.without), ("again", before)):
        if not is_asked:
            del form.fields[tick]

    def act() -> Saved:
        saved = order_knowing(
            desk.record,
            desk.officer,
            roll,
            going.rests,
            seen=seen,
            subject=going.subject,
            text=going.text,
            without_seen=len(roll.without),
            answer_by=going.answer_by,
            closing=going.closing,
        )
        let_go(request, WAITING)
        return saved

    if form.is_ready() and not form.overtaken(seen):
        answer = desk.write(form, act, desk.at("outbox"))
        if answer is not None:
            return answer
    reached = len(roll.people) - len(roll.without)
    return table_page(
        request,
        "desk/composing/look.html",
        *_tables(desk, roll),
        here="tell",
        form=form,
        rows=_rows(going, roll),
        words_shown=going.text,
        without=_unreached(len(roll.without)),
        before=[before_words(each, len(roll.people)) for each in before],
        button=f"Send it to {reached:,} {'person' if reached == 1 else 'people'}",
        cancel=desk.at("send_words", name) + going.query,
    )


def _outgoing(name: str, query: str, rests: Rests, said: dict[str, Any]) -> Outgoing:
    """What was sent in; its people are read at once where its columns are called as ours are."""
    sent = said["file"]
    data, source = (sent.read(), sent.name) if sent else (said["people"].encode(), PASTED)
    rows = rows_of_file(data, sent.name if sent else "pasted.csv")
    header = rows.header_or_first([each for names in NAMES_LOOKED_FOR.values() for each in names])
    names, records = rows.records(header)
    if not records:
        raise DeskError.of(DeskCode.NOT_A_LIST, why="there is no row with a person")
    own = {key_of(each): each for each in names}
    known = set(own) <= set(NAMES_LOOKED_FOR) and "person" in own
    roll = read_people(rows, own, works_here(), header=header) if known else None
    return Outgoing(
        name, query, rests, said["subject"], said["text"], said["answer_by"] or None, source, rows, header, names, roll
    )


def _held(request: OfficerRequest, name: str) -> Outgoing | None:
    """What waits in this session of that template, which must be there."""
    shelf().template(name)
    going = held(request, WAITING, Outgoing)
    return going if going is not None and going.template == name else None


def _guessed(names: tuple[str, ...]) -> dict[str, str]:
    """The likely column of each field: of two means for one kind of address, the one that works here."""
    by_key, here = {key_of(each): each for each in names}, works_here()
    found: dict[str, str] = {}
    for each, likely in NAMES_LOOKED_FOR.items():
        if each not in PERSON and Means(each) not in here:
            continue
        # Of two means for one kind of address the second is taken only where a column has its own name.
        is_second = found.get(_BEFORE.get(each, ""), "") != ""
        looked = likely[:1] if is_second else likely
        found[each] = next((by_key[key_of(word)] for word in looked if key_of(word) in by_key), "")
    return found


def _unreached(count: int) -> str:
    if not count:
        return ""
    return (
        f"{'1 person is' if count == 1 else f'{count:,} people are'} on the list whom nothing reaches from this desk."
    )


def _rows(going: Outgoing, roll: Roll) -> list[tuple[str, str]]:
    first = Counter(each.addresses[0].means for each in roll.people if each.addresses)
    by = "\n".join(f"{count:,} first by {means.words}" for means, count in first.most_common())
    rows = [
        ("To", f"{len(roll.people):,} {'person' if len(roll.people) == 1 else 'people'} of {going.source}"),
        ("By", by or "Nothing: nobody on the list has a means that works here"),
        ("Subject", going.subject),
        ("Facts", f"{going.told} of the register, as they stand in the words"),
    ]
    rows += [("In our own words", _own(going))] if going.rests.own else []
    rows += [("To answer by", when_said(going.answer_by))] if going.answer_by else []
    return [*rows, *(("How the list was read", f"{capfirst(each)}.") for each in roll.guesses)]


def _own(going: Outgoing) -> str:
    """What of them is the body's own, and why."""
    about = f" About {going.unsaid} {'fact' if going.unsaid == 1 else 'facts'} not in them." if going.unsaid else ""
    return f"{going.rests.own.rstrip('.')}.{about}"


def _tables(desk: AtDesk, roll: Roll) -> list[Table]:
    """Whom nothing reaches, cells that are wrong, people whose means do not work now; no table is empty."""
    without = [{"row": each.person, "name": each.name} for each in roll.without]
    wrong = [
        {"where": f"Row {each.row}, {each.column}", "what": each.sentence, "write": each.hint} for each in roll.faults
    ]
    tables = (
        Table("without", "Nothing reaches them: ring or visit them", WITHOUT, without, stacked=True),
        Table("wrong", "Cells that are not used", WRONG, wrong, stacked=True),
        Table(
            "doubts", "Their means rest on what does not work now", DOUBTS, doubt_rows(desk, roll.people), stacked=True
        ),
    )
    return [each for each in tables if each.rows]
