"""Give a collection as a file, at the desk: to which partner, in which form; the file is the answer.

Law: who gave what to whom is in the record and in the ledger; the file is there once, and sent by a person.
Not here: making it (files.py), alerts (alerts.py).
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk.exchange import note_partner
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.errors import WebError
from battlebox.web.forms import DeskForm
from battlebox.web.giving.files import Form, Made, file_for
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.models import Partner
from battlebox.web.pages import page
from battlebox.web.partnering.our_collections import collection_here

FORMS: Final = ((Form.STIX.value, "STIX 2.1, for a tool"), (Form.MISP.value, "One event of MISP"),
                (Form.TABLE.value, "A table of indicators (CSV)"))  # fmt: skip


class GiveForm(DeskForm):
    """For whom, and in which form."""

    form = forms.ChoiceField(label="In which form", choices=FORMS, widget=forms.RadioSelect)
    why = forms.CharField(label="Why, and how it is to reach them", max_length=200)

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["partner"] = forms.ChoiceField(label="For which partner", choices=partners)
        self.order_fields(["partner"])


def _reasons(made: Made) -> list[tuple[str, int]]:
    """Why things were left out, and how many; for our own eyes."""
    return sorted(Counter(each.reason for each in made.left).items())


@in_incident
def give_file(request: OfficerRequest, name: str) -> HttpResponse:
    """A file of what is in a collection, for one partner."""
    desk = AtDesk.of(request)
    found = collection_here(desk, name)
    home = desk.officer.body
    rights = found.rights.filter(may_read=True).select_related("partner")
    partners = [(each.partner.body, each.partner.name) for each in rights]
    form = GiveForm.asked(request, partners=partners)
    made: list[Made] = []

    def act() -> Saved:
        said = form.cleaned_data
        partner = Partner.objects.get(ours=home, body=said["partner"])
        made.append(file_for(partner, found, Form(said["form"]), author=desk.body_name(home)))
        many = made[0].things
        words = f"gave {partner.body} a file ({said['form']}) of {many} things in {found.title}: {said['why']}"
        if not many:
            words = f"gave {partner.body} nothing of {found.title}: nothing in it may go to them"
        return note_partner(desk.record, desk.officer, partner.body, words)

    def show() -> HttpResponse:
        if not made[0].body:
            return page(request, "giving/nothing.html", here="partners", title=found.title, left=_reasons(made[0]),
                        back=desk.at("collection", found.pk))  # fmt: skip
        kind = Form(form.cleaned_data["form"])
        answer = HttpResponse(made[0].body, content_type=kind.media)
        answer.headers["Content-Disposition"] = f'attachment; filename="{made[0].name}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    if form.is_ready():
        try:
            answer = desk.write(form, act, desk.at("collection", found.pk), show=show)
        except WebError as wrong:
            form.add_error(None, f"{wrong}. {wrong.hint}.")
            answer = None
        if answer is not None:
            return answer
    words = "Only what they could fetch from it themselves is in the file. It is in the ledger when you have it."
    if not partners:
        words = "Nobody may read this collection yet: say first who may use it."
    return page(request, "places/form.html", here="partners", form=form, title=f"Give {found.title} as a file",
                button="Make the file", words=words, cancel=desk.at("collection", found.pk))  # fmt: skip
