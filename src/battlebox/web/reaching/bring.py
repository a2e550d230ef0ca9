"""Bringing a list in: a file, its columns with every bad row named, then its terms and two key holders.

Law: nothing is taken until all of it can be; what was sent in is held in memory for this session alone, and let go of
at the end; no cell of it stands in an address, an error or a log.
Not here: reading an extract, sealing it (desk).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst

from battlebox.desk import Act, DeskCode, DeskError
from battlebox.desk.reach import Extract, ExtractFaults, Holder, Level, Terms, bring_in, read_extract
from battlebox.desk.record import Saved
from battlebox.estate import EstateError, Rows, key_of, rows_of_file
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.gds.templatetags.gds import printable
from battlebox.web.held import held, hold, let_go
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.rights import sentence

WAITING: Final = "list on its way in"
FAULTS_SHOWN: Final = 200
NAMES_LOOKED_FOR: Final = {
    "number": ("number", "id", "person id", "client id", "case number", "reference", "ref"),
    "name": ("name", "full name", "client", "client name", "resident"),
    "patch": ("patch", "ward", "area", "round", "locality", "postcode", "post code"),
    "need": ("need", "service", "needs", "care type"),
    "level": ("level", "priority", "risk", "rag"),
    "phones": ("phones", "phone", "telephone", "tel", "mobile"),
    "address": ("address", "home address", "full address"),
    "postcode": ("postcode", "post code", "postal code"),
    "language": ("language", "interpreter", "first language"),
    "do_not_phone": ("do not phone", "do_not_phone", "no phone", "do not call", "do not ring"),
    "two_person": (
        "two person", "two_person", "two person visit", "two people visit", "visit in pairs", "pairs", "double up",
    ),
    "note": ("note", "notes", "comment", "comments"),
}  # fmt: skip
LABELS: Final = {
    "number": "The source's own number",
    "name": "Name",
    "patch": "Patch or ward",
    "need": "Need",
    "level": "Level of need",
    "phones": "Phone numbers",
    "address": "Address",
    "postcode": "Postcode, if apart",
    "language": "Interpreter for",
    "do_not_phone": "Do not phone",
    "two_person": "Two people visit",
    "note": "Note for the caller",
}
_NEEDED: Final = ("number", "name", "patch", "need")


@dataclass(slots=True)
class Waiting:
    """A file that was sent in, with its people once its columns were read."""

    rows: Rows = field(repr=False)
    header: int
    names: tuple[str, ...]
    extract: Extract | None = field(default=None, repr=False)


class FileForm(DeskForm):
    """The extract."""

    keeps_drafts = False
    file = forms.FileField(
        label="The extract",
        help_text="A .csv file or an .xlsx workbook, its columns named in one of the first rows. It needs a number, a "
        "name, a patch or postcode, a need, and a phone or an address for each person; who must not be rung, and who "
        "is visited by two, where that is known. It stays in this desk's memory.",
    )


class ColumnsForm(PlainForm):
    """Which column holds what."""

    keeps_drafts = False
    number = forms.ChoiceField(label=LABELS["number"])
    name = forms.ChoiceField(label=LABELS["name"])
    patch = forms.ChoiceField(
        label=LABELS["patch"], help_text="Sheets are made by it. Where there is neither, take the postcode."
    )
    need = forms.ChoiceField(label=LABELS["need"])
    level = forms.ChoiceField(label=LABELS["level"], required=False)
    levels = forms.CharField(
        label="Their words for the level, if not ours",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=f"One on a line, such as: red = critical. Ours are {', '.join(each.value for each in Level)}.",
    )
    phones = forms.ChoiceField(label=LABELS["phones"], required=False)
    address = forms.ChoiceField(label=LABELS["address"], required=False)
    postcode = forms.ChoiceField(
        label=LABELS["postcode"], required=False, help_text="It is kept behind the address, and finds doubles."
    )
    language = forms.ChoiceField(label=LABELS["language"], required=False)
    do_not_phone = forms.ChoiceField(
        label=LABELS["do_not_phone"], required=False, help_text="With none named, everybody may be rung."
    )
    two_person = forms.ChoiceField(
        label=LABELS["two_person"], required=False, help_text="With none named, one may go alone to everybody."
    )
    note = forms.ChoiceField(label=LABELS["note"], required=False)


class TermsForm(DeskForm):
    """On what ground the list is kept, and who holds its keys."""

    keeps_drafts = False
    source = forms.CharField(label="Where it came from", max_length=300, help_text="The body and the case system.")
    extracted = MomentField(label="When the extract was made")
    purpose = forms.CharField(label="What it is for", max_length=300)
    lawful_basis = forms.CharField(
        label="Lawful basis", max_length=300, help_text="As your data protection officer named it."
    )
    controller = forms.CharField(label="Which body answers for the data", max_length=300)
    retention = forms.CharField(label="How long it is kept, and why", max_length=300)
    expires = MomentField(label="When that time ends", help_text="It then warns. Nothing is erased while it is in use.")
    post_1 = forms.CharField(label="First key holder", max_length=120, help_text="A post, never a name.")
    passphrase_1 = forms.CharField(
        label="Their passphrase",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Six words. Write it down and seal it in an envelope: nobody can find it again.",
    )
    again_1 = forms.CharField(
        label="Their passphrase, once more", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    post_2 = forms.CharField(label="Second key holder", max_length=120, help_text="Never away on the same night.")
    passphrase_2 = forms.CharField(
        label="The second passphrase", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again_2 = forms.CharField(
        label="The second passphrase, once more", widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    passphrase_match = forms.CharField(
        label="Match words agreed with partners",
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text="With the same words on both lists, people who are on both are found.",
    )

    def clean(self) -> None:
        """Each passphrase was typed twice alike."""
        for number in (1, 2):
            said = self.cleaned_data
            if said.get(f"passphrase_{number}") != said.get(f"again_{number}"):
                self.add_error(f"again_{number}", "Type the same passphrase in both boxes")


@in_incident
def bring_file(request: OfficerRequest) -> HttpResponse:
    """The first step: the file."""
    desk = AtDesk.of(request)
    form = FileForm.asked(request)
    if form.is_ready():
        try:
            desk.officer.must(Act.BRING_LIST)
            hold(request, WAITING, _waiting(form))
        except (DeskError, EstateError) as wrong:
            form.add_error(None, sentence(wrong, form.cleaned_data["file"].name))
        else:
            return redirect(desk.at("bring_columns"))
    return page(
        request,
        "places/entry_form.html",
        here="reach",
        form=form,
        title="Bring a list in",
        button="Read it",
        cancel=desk.at("reach"),
        words="Step 1 of 3: the file. Nothing is kept until the last step.",
    )


@in_incident
def bring_columns(request: OfficerRequest) -> HttpResponse:
    """The second step: what stands in which column; every row that cannot be taken is named."""
    desk = AtDesk.of(request)
    waiting = held(request, WAITING, Waiting)
    if waiting is None:
        return redirect(desk.at("bring_file"))
    # A column may be called by letters that no page can hold.
    by_shown = {printable(name): name for name in waiting.names}
    names = [(name, name) for name in by_shown]
    form = ColumnsForm.asked(
        request,
        initial=_guessed(tuple(by_shown)),
        choices={
            field: [("", "Choose a column" if field in _NEEDED else "None"), *names] for field in NAMES_LOOKED_FOR
        },
    )
    taken = {form[field].value() for field in NAMES_LOOKED_FOR}
    faults: list[tuple[str, str, str]] = []
    count = 0
    if form.is_ready():
        try:
            desk.officer.must(Act.BRING_LIST)
            chosen = {field: form.cleaned_data[field] for field in NAMES_LOOKED_FOR}
            columns = {field: by_shown.get(shown, shown) for field, shown in chosen.items()}
            waiting.extract = read_extract(
                waiting.rows, columns, levels=_levels(form.cleaned_data["levels"]), header=waiting.header
            )
            hold(request, WAITING, waiting)
            return redirect(desk.at("bring_terms"))
        except ExtractFaults as wrong:
            count = len(wrong.faults)
            # The faults say the row and the column; what stands in a cell that is a name is never repeated.
            faults = [(each.place, each.message, each.hint) for each in wrong.faults[:FAULTS_SHOWN]]
            form.add_error(None, f"{count} mistake{'' if count == 1 else 's'} in the file: nothing was taken.")
        except (DeskError, EstateError) as wrong:
            form.add_error(None, sentence(wrong))
    return page(
        request,
        "places/bring_columns.html",
        here="reach",
        form=form,
        faults=faults,
        fault_heads=("Where", "What is wrong", "What to write"),
        count=count,
        more=count - len(faults),
        unnamed=[name for name in by_shown if name not in taken],
        cancel=desk.at("bring_file"),
    )


@in_incident
def bring_terms(request: OfficerRequest) -> HttpResponse:
    """The third step: terms and key holders; then the list is sealed and taken in, whole."""
    desk = AtDesk.of(request)
    waiting = held(request, WAITING, Waiting)
    if waiting is None or waiting.extract is None:
        return redirect(desk.at("bring_file"))
    extract = waiting.extract
    form = TermsForm.asked(request, initial={"controller": desk.body_name(desk.officer.body)})

    def act() -> Saved:
        said = form.cleaned_data
        holders = tuple(Holder(said[f"post_{number}"], passphrase=said[f"passphrase_{number}"]) for number in (1, 2))
        saved = bring_in(
            desk.record, desk.officer, extract, _terms(said), holders, match_words=said["passphrase_match"]
        )
        let_go(request, WAITING)
        return saved

    count = len(extract.people)
    words = [f"{count} {'person was' if count == 1 else 'people were'} read, without a mistake."]
    if extract.left_out:
        words.append(f"Columns left behind: {', '.join(extract.left_out)}.")
    words += [f"{capfirst(each)}." for each in extract.guesses]
    return entry(
        desk,
        form,
        act,
        desk.at("reach"),
        title="On what ground, and who holds the keys",
        here="reach",
        words=f"Step 3 of 3. {' '.join(words)}",
        warn="Sealing takes some seconds, on purpose: it makes a passphrase slow to guess. Press once and wait.",
        button="Seal it and take it in",
    )


def _waiting(form: FileForm) -> Waiting:
    sent = form.cleaned_data["file"]
    rows = rows_of_file(sent.read(), sent.name)
    header = rows.header_or_first([name for names in NAMES_LOOKED_FOR.values() for name in names])
    names, _ = rows.records(header)
    if not names:
        raise DeskError.of(DeskCode.NO_PEOPLE)
    return Waiting(rows, header, names)


def _guessed(names: tuple[str, ...]) -> dict[str, str]:
    by_key = {key_of(name): name for name in names}
    found: dict[str, str] = {}
    for each, likely in NAMES_LOOKED_FOR.items():
        found[each] = next((by_key[key_of(word)] for word in likely if key_of(word) in by_key), "")
    return found


def _levels(text: str) -> dict[str, str]:
    pairs = (line.partition("=") for line in text.splitlines())
    return {theirs.strip(): ours.strip() for theirs, sign, ours in pairs if sign}


def _terms(said: dict[str, Any]) -> Terms:
    return Terms(
        source=said["source"],
        controller=said["controller"],
        purpose=said["purpose"],
        lawful_basis=said["lawful_basis"],
        retention=said["retention"],
        extracted=said["extracted"],
        expires=said["expires"],
    )
