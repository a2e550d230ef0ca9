"""What is done about a backlog: a piece noted or changed, a count of what is done, the signature.

Law: what two people write of one piece at once is shown to the second; another body's is shown and not theirs to write.
Not here: the fields (backlog_forms.py), the rules (desk.restore).
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse

from battlebox.desk import DeskCode
from battlebox.desk.backlog import Item, Piece, Work, backlogs_of, change_item, key_in, note_item, piece_of, sign_off
from battlebox.estate import Service
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm, Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import entry, seen_or_404
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.restoring.backlog_forms import ChangePieceForm, KeyedForm, PieceForm, SignForm, marked
from battlebox.web.rights import unless

NONE_DONE = "Nothing of it is done and waits for a signature. What is not done cannot be signed off."
NOTHING = (
    "Nothing is noted of this service. Sign only if somebody has asked everybody who worked on paper, and there is "
    "nothing to key back and nothing to check."
)


@in_incident
def note(request: OfficerRequest, name: str, work: str) -> HttpResponse:
    """Note something of one kind of work."""
    desk = AtDesk.of(request)
    row = service_named(desk, name)
    if work not in {each.value for each in Work}:
        raise Http404
    kind = Work(work)
    form = PieceForm.asked(
        request,
        refused=whose(desk, row),
        initial={"counted_at": desk.sight.now},
        work=kind,
        systems=_systems(desk, row),
    )
    return entry(
        desk,
        form,
        lambda: note_item(desk.record, desk.estate, desk.officer, form.item(name), handling=desk.handling(form)),
        desk.at("backlog_service", name),
        title=f"{row.name}: {kind.words}",
        here="restore",
    )


@in_incident
def change(request: OfficerRequest, name: str) -> HttpResponse:
    """Write a piece anew."""
    desk = AtDesk.of(request)
    piece, row = _piece(desk, name)
    item = piece.item
    seen = [each.entry for each in piece.items]
    form = ChangePieceForm.asked(
        request,
        seen=seen,
        initial=_stands(item),
        refused=whose(desk, row),
        work=item.work,
        systems=_systems(desk, row),
    )
    back = desk.at("backlog_service", item.service)
    title = f"{row.name}: {item.what}"
    if form.is_ready() and form.overtaken(seen, _versions(desk, form, piece)):
        return page(request, "places/entry_form.html", here="restore", form=form, title=title, cancel=back)
    return entry(
        desk,
        form,
        lambda: change_item(
            desk.record, desk.estate, desk.officer, piece.thing, form.item(item.service),
            over=frozenset(form.seen_entries),
        ),
        back,
        title=title,
        here="restore",
        words="What it said before stays in the log. A signature on it falls with the change.",
    )  # fmt: skip


@in_incident
def keyed(request: OfficerRequest, name: str) -> HttpResponse:
    """Say how much of a piece is done."""
    desk = AtDesk.of(request)
    piece, row = _piece(desk, name)
    seen = [each.entry for each in piece.counts]
    form = KeyedForm.asked(request, seen=seen, initial={"at": desk.sight.now}, refused=whose(desk, row))
    back, now = desk.at("backlog_service", piece.item.service), desk.sight.now
    title = f"{row.name}: how much is done of {piece.item.what}"
    counts = [
        Version(
            "How many are done altogether",
            f"{each.value.done:,}{', which is all of it' if each.value.finished else ''}",
            "what you wrote below",
            f"{each.value.by} ({each.number})",
            when(each.value.at, now),
        )
        for each in piece.counts
    ]
    if form.is_ready() and form.overtaken(seen, counts):
        return page(request, "places/entry_form.html", here="restore", form=form, title=title, cancel=back)
    return entry(
        desk,
        form,
        lambda: key_in(
            desk.record, desk.estate, desk.officer, piece.thing, form.keyed(), over=frozenset(form.seen_entries)
        ),
        back,
        title=title,
        here="restore",
        rows=[
            ("How many there are", piece.item.amount),
            (
                "Counted so far",
                "; ".join(f"{each.theirs}: {each.who}, {each.when}" for each in counts) or "Nothing yet",
            ),
        ],
    )


@in_incident
def sign(request: OfficerRequest, name: str) -> HttpResponse:
    """Sign off what is done; or that there is nothing to do."""
    desk = AtDesk.of(request)
    row = service_named(desk, name)
    pieces = backlogs_of(desk.sight).get(name, ())
    ready = [piece for piece in pieces if piece.is_done and piece.sign_off is None]
    choices = [(marked(piece.thing, piece.mark), f"{piece.item.what}: {piece.done:,} done") for piece in ready]
    none_done = NONE_DONE if pieces and not ready else ""
    form = SignForm.asked(
        request,
        refused=whose(desk, row) or none_done,
        initial={"at": desk.sight.now, "who": row.owner or "", "pieces": [value for value, _ in choices]},
        choices={"pieces": choices},
    )
    return entry(
        desk,
        form,
        lambda: sign_off(
            desk.record, desk.estate, desk.officer, name, form.read, form.signature(), handling=desk.handling(form)
        ),
        desk.at("backlog_service", name),
        title=f"{row.name}: sign off its records",
        here="restore",
        words="" if pieces else NOTHING,
        button="Sign off",
    )


def service_named(desk: AtDesk, name: str) -> Service:
    """The service of an address; 404 where the estate has none."""
    row = desk.estate.service_by_id.get(name)
    if row is None:
        raise Http404
    return row


def whose(desk: AtDesk, row: Service) -> str:
    """Why this officer's body may not write of a service's backlog; blank where it is its own."""
    return unless(
        row.body == desk.officer.body,
        DeskCode.NOT_YOURS,
        what=f"the backlog of `{row.name}`",
        owner=desk.names.body(row.body),
        body=desk.names.body(desk.officer.body),
        act="write of",
    )


def _piece(desk: AtDesk, name: str) -> tuple[Piece, Service]:
    piece = seen_or_404(lambda: piece_of(desk.sight, f"backlog/{name}"))
    return piece, service_named(desk, piece.item.service)


def _systems(desk: AtDesk, row: Service) -> list[tuple[str, str]]:
    """Systems to choose from: those the service needs first, then its body's, then the others."""
    needed = {need.on for need in desk.estate.needs if need.of == row.service}
    known = sorted(desk.estate.systems, key=lambda each: (each.system not in needed, each.body != row.body, each.name))
    return [(each.system, desk.names.thing(each.system)) for each in known]


def _stands(item: Item) -> dict[str, Any]:
    """A piece as the form shows it."""
    names = ("what", "many", "counted_by", "counted_at", "where", "owner", "due", "note")
    start = {name: getattr(item, name) for name in names} | {
        "basis": item.basis.value,
        "minutes": item.minutes or None,
    }
    if item.gap is not None:
        start |= {name: getattr(item.gap, name) for name in ("system", "stopped", "last_good", "until", "done")}
    return start


def _versions(desk: AtDesk, form: DeskForm, piece: Piece) -> tuple[Version, ...]:
    now = desk.sight.now
    return tuple(
        version
        for each in piece.items
        for version in form.against(_stands(each.value), desk.name_of(each.by), when(each.at, now))
    )
