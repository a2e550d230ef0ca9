"""Bring a file at the desk: it is sent up and looked at, what would become of it is shown, and a person says yes.

Law: nothing is kept before the yes, and the yes is in the record; what waits is shown to whoever sent it up alone.
Not here: reading and keeping (looking.py, keeping.py), what came before (came.py).
"""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.exchange import note_partner
from battlebox.desk.record import Saved
from battlebox.share.foreign import Converter
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.body_ids import BodyIdField
from battlebox.web.bringing.keeping import Whose, forecast, how_for, keep
from battlebox.web.bringing.looking import BYTES_MOST, Looked, look, printable
from battlebox.web.bringing.waiting import arrived
from battlebox.web.desk_time import desk_now
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.models import Arrival, Collection, Partner
from battlebox.web.pages import page
from battlebox.web.partnering.seen import names_of_bodies
from battlebox.web.saving import Recorded, saved
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

OTHER: Final = "-"
SECONDS_MOST: Final = 20
"""How long one event of MISP may take to convert while somebody waits for the page."""
COLUMNS: Final = (
    Column("what", "What"),
    Column("state", "What became of it", Kind.CHOICE),
    Column("why", "Why", Kind.CHOICE),
)
_NUMBER: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
_COLOURS: Final = {"stored": "green", "known already": "grey", "refused": "red"}


class FileForm(DeskForm):
    """The file, and whose it is."""

    file = forms.FileField(label="The file", help_text="MISP, CAP, CACAO, CSAF, STIX or a table of indicators, 10 MB.")
    other = BodyIdField(label="If it is another body's: that body's short name, such as ncsc", required=False)

    def __init__(self, *args: Any, owners: list[tuple[str, str]], places: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["owner"] = forms.ChoiceField(label="Whose it is", choices=owners)
        self.fields["into"] = forms.ChoiceField(
            label="Where what is STIX in it is put", choices=places, required=False,
            help_text="Partners who may read a collection get from it what its label lets them have.",
        )  # fmt: skip
        self.order_fields(["file", "owner", "other", "into"])

    def clean_file(self) -> Any:
        """Not larger than any file that is read."""
        found = self.cleaned_data["file"]
        if found.size > BYTES_MOST:
            raise forms.ValidationError("This file is larger than 10 MB. Bring it in pieces")
        return found

    def clean(self) -> dict[str, Any]:
        """Another body has a short name."""
        said = super().clean() or self.cleaned_data
        if said.get("owner") == OTHER and not said.get("other", "-"):
            self.add_error("other", "Write that body's short name, such as ncsc")
        return said

    @property
    def body(self) -> str:
        """Whose it is."""
        owner = str(self.cleaned_data["owner"])
        return str(self.cleaned_data["other"]) if owner == OTHER else owner


class KeepForm(DeskForm):
    """Yes."""

    why = forms.CharField(label="How it came, and how you know whose it is", max_length=200)


@in_incident
def bring_file(request: OfficerRequest) -> HttpResponse:
    """Send a file up; nothing of it is kept yet."""
    desk = AtDesk.of(request)
    home = desk.officer.body
    partners = list(Partner.objects.filter(ours=home).values_list("body", "name"))
    owners = [*partners, (home, f"{desk.body_name(home)}, our own"), (OTHER, "Another body")]
    places = [("", "Nowhere: it is kept, and given to nobody"),
              *((str(each.pk), each.title) for each in Collection.objects.filter(ours=home))]  # fmt: skip
    form = FileForm.asked(request, owners=owners, places=places)

    def send_up() -> Recorded:
        said = form.cleaned_data
        place = Collection.objects.filter(ours=home, pk=said["into"]).first() if said["into"] else None
        whose = Whose(home, form.body, place)
        with Converter(seconds_most=SECONDS_MOST) as converter:
            looked = look(said["file"].read(), str(said["file"].name), how_for(whose, converter, desk_now()))
        row = arrived(looked, whose, by=desk.officer.id)
        row.told = [{"parts": list(looked.rows()), "forecast": forecast(looked, whose)}]
        row.save(update_fields=("told",))
        return Recorded("", desk.at("arrival", row.pk))

    if form.is_ready():
        return saved(request, form, send_up, asked="The file was looked at. Nothing of it is kept until you say so.")
    return page(request, "places/form.html", here="partners", form=form, title="Bring a file", button="Look at it",
                cancel=desk.at("came"),
                words="Nothing in it is run, fetched or sent. You are shown what would become of each part before "
                "anything is kept.")  # fmt: skip


@in_incident
def arrival(request: OfficerRequest, number: str) -> HttpResponse:
    """One file: what would become of it, or what became of it."""
    desk = AtDesk.of(request)
    row = _here(desk, number)
    return _kept(desk, row) if row.kept_at is not None else _waits(desk, row)


def _waits(desk: AtDesk, row: Arrival) -> HttpResponse:
    """What would become of it, and the question."""
    form = KeepForm.asked(desk.request)
    told = row.told[0]
    wanted = sum(each["state"] == "stored" for each in told["forecast"])

    whose = Whose(row.ours, row.owner, row.collection)
    looked: list[Looked] = []

    def act() -> Saved:
        # The record first: that somebody wanted it is known even if the machine stops before it is done.
        words = f"brought in a file of {row.owner} ({row.sha256[:16]}): {form.cleaned_data['why']}"
        return note_partner(desk.record, desk.officer, row.owner, words)

    if form.is_ready():
        # Before the tables are held: another form may wait for them, and a large file takes its time.
        with Converter(seconds_most=SECONDS_MOST) as converter:
            looked.append(look(bytes(row.raw), row.name, how_for(whose, converter, desk_now())))
        answer = desk.write(form, act, desk.at("arrival", row.pk), then=lambda: keep(looked[0], whose, row))
        if answer is not None:
            return answer
    table = _table("What would become of each part", told["forecast"], would=True)
    return table_page(
        desk.request, "bringing/waits.html", table, here="partners", name=row.name, owner=_called(desk, row),
        parts=[_part(each) for each in told["parts"]], into=row.collection.title if row.collection else "",
        form=form if wanted else None, wanted=wanted, back=desk.at("came"),
    )  # fmt: skip


def _kept(desk: AtDesk, row: Arrival) -> HttpResponse:
    """What became of each part."""
    documents = [(each.kind, desk.at("document", each.pk)) for each in row.documents.all()]
    table = _table("What became of each part", row.told, would=False)
    return table_page(
        desk.request, "bringing/arrival.html", table, here="partners", name=row.name, documents=documents,
        rows=(
            ("Whose it is", _called(desk, row)),
            ("Brought", f"{when(row.kept_at, desk.sight.now)}, by {desk.name_of(row.by) if row.by else 'a command'}"),
            ("Format", row.forms or "none that is read"),
            ("Put into", row.collection.title if row.collection else "no collection: it is given to nobody"),
            ("SHA-256 of the file", row.sha256),
        ),
        back=desk.at("came"),
    )  # fmt: skip


def _table(title: str, told: list[dict[str, Any]], *, would: bool) -> Table:
    rows = [
        {
            "what": each["what"] if "--" in each["what"] else capfirst(each["what"]),
            "state": Cell(("Would be " if would else "") + _word(each["state"], would=would),
                          tag=_COLOURS[each["state"]]),
            "why": Cell(capfirst(each["why"]), note=capfirst(each["hint"])),
        }
        for each in told
    ]  # fmt: skip
    return Table("parts", title, COLUMNS, rows, stacked=True, empty="There is nothing in it.")


def _word(state: str, *, would: bool) -> str:
    return state if would else state.capitalize()


def _part(part: dict[str, Any]) -> dict[str, Any]:
    counts = ", ".join(f"{many} {name}" for name, many in sorted(part["counts"].items()))
    return {**part, "title": printable(part["title"]), "counts": counts or "nothing"}


def _called(desk: AtDesk, row: Arrival) -> str:
    return names_of_bodies(desk).get(row.owner, desk.body_name(row.owner))


def _here(desk: AtDesk, number: str) -> Arrival:
    """A file of the officer's body; one that waits is there for whoever sent it up alone."""
    found = Arrival.objects.filter(ours=desk.officer.body).select_related("collection")
    row = found.filter(pk=int(number)).first() if _NUMBER.fullmatch(number) else None
    if row is None or (row.kept_at is None and (row.by != desk.officer.id or not desk.officer.may(Act.PARTNER))):
        raise Http404
    return row
