"""The export of another tool, brought in at the desk: it becomes a revision that is kept here, with its mapping report.

Law: nothing is kept unless the estate that it makes can be used; no estate is written over; the report is for whoever
is in that estate.
Not here: reading it (export_jobs.py), what becomes of each thing (estate.inventory), sending in an estate as it is
(upload.py).
"""

from __future__ import annotations

import json
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from battlebox.desk import Act, DeskError, Officer
from battlebox.estate import EstateError, is_short_id
from battlebox.estate.inventory import Tool, mapping_name
from battlebox.web.asking import OfficerRequest, in_body
from battlebox.web.estates.export_jobs import NEW, ask_export, is_large, keep_export
from battlebox.web.estates.upload import FilesField
from battlebox.web.estates_to_choose import is_shipped, offers
from battlebox.web.forms import DeskForm
from battlebox.web.gds.templatetags.gds import printable
from battlebox.web.pages import page
from battlebox.web.records import installation
from battlebox.web.rights import acting_outside, refusal, sentence
from battlebox.web.saving import Recorded, saved
from battlebox.web.tables import Column, Kind, Table, table_page

LINES_MAX: Final = 100
_COLUMNS: Final = (
    Column("file", "File", Kind.CHOICE),
    Column("item", "Item"),
    Column("kind", "What it is there", Kind.CHOICE),
    Column("called", "Called"),
    Column("became", "Became", Kind.CHOICE),
    Column("id", "Here called"),
    Column("how", "How", Kind.CHOICE),
    Column("why", "Why"),
)


class ExportForm(DeskForm):
    """The files, the tool, and what they are brought into."""

    tool = forms.ChoiceField(label="The tool they are from", choices=[(each.value, each.called) for each in Tool])
    sent = FilesField(label="The files", help_text="As the tool exported them, or one .zip of them.")
    bodies = forms.CharField(
        label="Names in them that stand for other bodies",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line, with the body's id: Eastholt Council = eastholt. Everything else is taken as your own.",
    )
    replaces = forms.BooleanField(
        label="Put what the files say over what the estate says", required=False,
        help_text="Otherwise what somebody wrote stays, and the report says where the files say something else.",
    )  # fmt: skip

    def __init__(self, *args: Any, into: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["into"] = forms.ChoiceField(label="Bring them into", choices=into)
        self.order_fields(["tool", "sent", "into", "bodies", "replaces"])

    def clean_bodies(self) -> dict[str, str]:
        """Each name with the id of a body. Raises ValidationError."""
        found: dict[str, str] = {}
        for line in filter(str.strip, self.cleaned_data["bodies"].splitlines()):
            theirs, equals, body = (part.strip() for part in line.rpartition("="))
            if not (equals and theirs and is_short_id(body)):
                raise forms.ValidationError(f"Write {line.strip()[:80]} as a name, =, and the id of a body")
            found[theirs] = body
        return found


@in_body
def estate_export(request: OfficerRequest) -> HttpResponse:
    """Send in an export; the estate that it makes is kept, and its report is the next page."""
    officer = acting_outside(request)
    refused = refusal(lambda: officer.must(Act.ESTATE))
    own = [(each.key, f"{each.title} ({each.source})") for each in offers(officer.body) if not is_shipped(each.digest)]
    form = ExportForm.asked(request, refused=refused, into=[*own, (NEW, "A new estate")])
    if form.is_ready():
        try:
            return _keep(request, form, officer)
        except (EstateError, DeskError) as wrong:
            form.add_error("sent", printable(sentence(wrong, *(each.name for each in form.cleaned_data["sent"]))))
        except forms.ValidationError as wrong:
            form.add_error(None, wrong)
    return page(request, "desk/estate_export.html", form=form, cancel=reverse("estates"),
                tools=[(each.called, each.send) for each in Tool])  # fmt: skip


def _keep(request: OfficerRequest, form: ExportForm, officer: Officer) -> HttpResponse:
    """Read it and go to its report; a large one is read beside the pages, and its page says how far it is."""
    officer.must(Act.ESTATE)
    said = form.cleaned_data
    files = {(each.name or "").replace("\\", "/").rpartition("/")[2]: each.read() for each in said["sent"]}
    if len(files) != len(said["sent"]):
        raise forms.ValidationError("Two of the files have one name. Nothing was taken.")
    asked = {"tool": said["tool"], "into": said["into"], "bodies": said["bodies"], "replaces": said["replaces"],
             "body": officer.body}  # fmt: skip

    def record() -> Recorded:
        digest = keep_export(asked, files)
        return Recorded("", reverse("estate_mapping", args=(digest, said["tool"])), words="The export was brought in")

    def have_read() -> Recorded:
        return Recorded("", reverse("estate_export_job", args=(ask_export(request.officer, asked, files).pk,)))

    if is_large(files):
        return saved(request, form, have_read, asked="The export is being read.")
    return saved(request, form, record)


@in_body
def estate_mapping(request: OfficerRequest, digest: str, tool: str) -> HttpResponse:
    """The mapping report of a revision."""
    officer = acting_outside(request)
    offer = next((each for each in offers(officer.body) if each.digest == digest), None)
    if offer is None or tool not in Tool._value2member_map_:
        raise Http404
    try:
        said = json.loads(installation().shelf.beside(digest, mapping_name(Tool(tool))))
    except ValueError:
        raise Http404 from None
    table = Table("things", "Every thing in it", _COLUMNS, _rows(said), stacked=True)
    return table_page(
        request, "desk/estate_mapping.html", table,
        tool=Tool(tool).called, title=offer.title, back=reverse("estates"),
        parts=[(each["heading"], each["lines"][:LINES_MAX], max(0, len(each["lines"]) - LINES_MAX))
               for each in said["parts"] if each["lines"] and each["heading"] != "Next"],
    )  # fmt: skip


def _rows(said: dict[str, Any]) -> list[dict[str, Any]]:
    came = [{**one, "became": one["table"], "why": ""} for one in said["became"]]
    left = [
        {**one, "kind": one["kind"] if one["count"] == 1 else f"{one['count']:,} of kind {one['kind']}",
         "item": one["item"] or "", "became": "", "id": "", "how": "left out"}
        for one in said["left"]
    ]  # fmt: skip
    keys = [column.key for column in _COLUMNS]
    return [{key: one[key] for key in keys} for one in (*came, *left)]
