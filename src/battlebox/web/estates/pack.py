"""The printed pack from the desk: one button, with the corrections and, where one was made, a checkpoint on the cover.

Law: printing writes nothing; a checkpoint is made only when it is asked for.
Not here: what stands in the pack (desk), the layout (share).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import DeskError
from battlebox.desk.command import blank_pack, pack_of
from battlebox.desk.picture import cells_of
from battlebox.desk.record import Sight, checkpoint_sheet, print_checkpoint
from battlebox.journal import Checkpoint, JournalError
from battlebox.share import pack_paper
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.estates.estate import EXAMPLE, beside_estate, is_example
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.pages import page
from battlebox.web.rights import sentence
from battlebox.web.saving import Recorded, saved

WHOLE: Final = "all"
BLANK: Final = "blank"


class CheckpointForm(DeskForm):
    """Who keeps the pack that the checkpoint is printed on."""

    holder = forms.CharField(
        label="Who will hold the pack",
        max_length=100,
        help_text="A body and a role, not a name: it is recorded.",
    )


@in_incident
def estate_pack(request: OfficerRequest) -> HttpResponse:
    """What can be printed, and a checkpoint to print with it."""
    desk = AtDesk.of(request)
    form = CheckpointForm.asked(request)
    if form.is_ready():
        try:
            return saved(request, form, lambda: _checkpoint(desk, form))
        except (DeskError, JournalError) as wrong:
            form.add_error(None, sentence(wrong))
    has = desk.has_estate
    return page(
        request,
        "places/estate_pack.html",
        here="estate",
        form=form,
        beside=beside_estate(desk, "estate_pack"),
        example=EXAMPLE if has and is_example(desk) else "",
        ours=desk.at("estate_pack_pdf", desk.officer.body) if has and _is_body(desk) else "",
        body=desk.names.body(desk.officer.body) if has else "",
        whole=desk.at("estate_pack_pdf", WHOLE) if has else "",
        blank=desk.at("estate_pack_pdf", BLANK),
        checkpoint=_kept(desk),
    )


@in_incident
def estate_pack_pdf(request: OfficerRequest, body: str) -> HttpResponse:
    """The pack of one body, of all of them, or the blank pages, as PDF."""
    desk = AtDesk.of(request)
    now = desk.sight.now
    if body == BLANK:
        made = blank_pack(now)
    elif not desk.has_estate or body not in (WHOLE, *desk.estate.body_by_id):
        raise Http404
    else:
        note = _kept(desk)
        made = pack_of(
            desk.estate,
            desk.used.digest,
            at=now,
            body="" if body == WHOLE else body,
            corrections=len(cells_of(desk.sight)),
            checkpoint=Checkpoint.from_text(note) if note else None,
            channels=desk.channels,
        )
    answer = HttpResponse(pack_paper(made, now), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="pack-{body}-{now:%Y-%m-%d}.pdf"'
    return answer


def _checkpoint(desk: AtDesk, form: CheckpointForm) -> Recorded:
    """Make it, write down who holds it, and keep it for this officer's next print."""
    made = print_checkpoint(desk.record, desk.officer, holder=form.cleaned_data["holder"])
    sight = Sight.of(desk.record, desk.officer)
    desk.request.session[_key(desk)] = checkpoint_sheet(desk.record, sight, made.entry).note
    return Recorded(made.number, desk.at("estate_pack"), desk.at("entry", made.entry))


def _kept(desk: AtDesk) -> str:
    return str(desk.request.session.get(_key(desk), ""))


def _key(desk: AtDesk) -> str:
    return f"checkpoint:{desk.record.incident}"


def _is_body(desk: AtDesk) -> bool:
    return desk.officer.body in desk.estate.body_by_id
