"""What somebody takes away of a bulletin: its file, its paper, the signed answer to it, its indicators for other tools.

Law: a file goes out as it was signed; indicators go only where the gate lets them, and the ledger has a row.
Not here: pages (sent.py, came.py), making the bundle and the table (looking.py).
"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from battlebox.desk.exchange import ReceivedBulletin, received_bulletin, received_of, sent_of
from battlebox.share.bulletin import Opened, Reader, SignedBulletin, acknowledge, bulletin_paper
from battlebox.share.foreign import defanged
from battlebox.share.release import Channel, Disagreement
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bulletins.keys import own_key
from battlebox.web.bulletins.looking import let_out
from battlebox.web.bulletins.recorded import name_of
from battlebox.web.bulletins.shown import opened_here
from battlebox.web.desk_time import desk_now
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.models import Alarm
from battlebox.web.taxii.ledger import Grounds, released

FORMS: Final = {
    "stix": (Channel.EXPORT, "json", "application/json"),
    "csv": (Channel.CSV, "csv", "text/csv; charset=utf-8"),
}


@require_safe
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


@require_safe
@in_incident
def receipt(request: OfficerRequest, name: str) -> HttpResponse:
    """The signed file that says that we have it."""
    desk = AtDesk.of(request)
    got = seen_or_404(lambda: received_bulletin(desk.sight, name)).value
    signed = SignedBulletin.from_bytes(got.file.encode(), name="it")
    raw = acknowledge(signed, desk.officer.body, desk_now(), own_key(desk))
    answer = HttpResponse(raw, content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{desk.officer.body}-{got.number}.heard"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@require_safe
@in_incident
def indicators(request: OfficerRequest, name: str, form: str) -> HttpResponse:
    """The indicators of one that came, for other tools; not there where none may go."""
    desk = AtDesk.of(request)
    got = seen_or_404(lambda: received_bulletin(desk.sight, name)).value
    opened = opened_here(desk, got.file.encode(), name="it")
    if form not in FORMS or not usable(opened, got):
        raise Http404
    reader = Reader(desk.officer.body, community=True)
    found = let_out(opened.bulletin, got.fingerprint, reader, desk.sight.now, lambda wrong: _differ(desk, wrong))
    if not found.held:
        raise Http404
    channel, ending, kind = FORMS[form]
    basis = f"bulletin {got.number} of {got.issuer}"
    released(Grounds(desk.officer.body, desk.officer.body, channel, basis, desk.officer.id), found.items(),
             at=desk.sight.now)  # fmt: skip
    raw = found.bundle() if channel is Channel.EXPORT else found.table()
    return _download(raw, kind, f"bulletin-{got.issuer}-{got.number}.{ending}")


def usable(opened: Opened, got: ReceivedBulletin) -> bool:
    """Whether its indicators may go into tools: it holds, it is for us, and its key was checked, or they were asked."""
    return opened.may_be_used(asked=bool(got.asked))


def _differ(desk: AtDesk, found: Disagreement) -> None:
    words = f"Two readings of the marking of {found.id}, of a bulletin, came out differently. It was not given out."
    Alarm.objects.tell_once(f"bulletin-gate:{found.id}", words, body=desk.officer.body)


def _either(desk: AtDesk, name: str) -> tuple[Opened, str]:
    files = [(each.value.fingerprint, each.value.file, each.number) for each in sent_of(desk.sight)]
    files += [(each.value.fingerprint, each.value.file, each.number) for each in received_of(desk.sight)]
    for fingerprint, raw, number in files:
        if name_of(fingerprint) == name:
            return opened_here(desk, raw.encode(), name="it"), number
    raise Http404


def _download(raw: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(raw, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
