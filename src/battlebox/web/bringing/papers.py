"""Alerts, playbooks and advisories that came in: the list, and each with what it says and the steps it names.

Law: an alert says until when it holds and what changed it; what a person may do is a step that they take over, and
nothing in a document is run, opened or fetched. A likeness to a system of ours is a suggestion with its words.
Not here: who may see which (seen.py), taking a step over (taking.py).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.exchange import steps_taken
from battlebox.share.foreign import Advisory, Alert, Found, MessageType, Status, Step, alike, steps_of, title_of
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bringing.documents import CANCELLED, REPLACED
from battlebox.web.bringing.seen import Seen, seen_documents
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.models import Document
from battlebox.web.pages import page
from battlebox.web.partnering.seen import names_of_bodies
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

ROWS_MOST: Final = 500
COLUMNS: Final = (
    Column("title", "What"),
    Column("kind", "Kind", Kind.CHOICE),
    Column("state", "How it stands", Kind.CHOICE),
    Column("until", "Holds until", Kind.TIME),
    Column("owner", "Whose", Kind.CHOICE),
    Column("label", "Label", Kind.CHOICE),
    Column("at", "Came", Kind.TIME),
)
NO_END: Final = "No end is said"
LIKE_HEADS: Final = ("Product", "System", "Words in both", "Version")
STEP_HEADS: Final = ("Step", "What", "Who", "When and after", "How it stands")
_COLOURS: Final = {"Holds": "green", "Over": "grey", "Replaced": "grey", "Cancelled": "grey", "Kept apart": "yellow"}
_NOT_MEANT: Final = {
    Status.EXERCISE: "Exercise",
    Status.TEST: "Test",
    Status.DRAFT: "Draft",
    Status.SYSTEM: "For machines",
}


@in_incident
def documents(request: OfficerRequest) -> HttpResponse:
    """The newest documents of the officer's body that this officer may see."""
    desk = AtDesk.of(request)
    rows = list(Document.objects.filter(ours=desk.officer.body).select_related("changed_by")[:ROWS_MOST])
    seen = seen_documents(desk, rows)
    names = names_of_bodies(desk)
    table = Table("documents", "Alerts, playbooks and advisories", COLUMNS, [_row(desk, each, names) for each in seen],
                  stacked=True, empty="None has come yet that you may see.")  # fmt: skip
    return table_page(request, "bringing/documents.html", table, here="partners", back_kept=len(rows) - len(seen),
                      new=desk.at("new_alert") if desk.officer.may(Act.PARTNER) else "",
                      back=desk.at("came"))  # fmt: skip


@in_incident
def document(request: OfficerRequest, number: str) -> HttpResponse:
    """One document."""
    desk = AtDesk.of(request)
    seen = document_here(desk, number)
    found, state = seen.found, state_of(seen, desk.sight.now)
    likes = _likes(desk, found)
    taken = steps_taken(desk.sight, list_name(seen.row))
    may = desk.officer.may(Act.OPEN_TASK) and state not in ("Cancelled", "Replaced", "Over", "Kept apart")
    return page(
        request, "bringing/document.html", here="partners", title=title_of(found), kind=seen.row.kind, state=state,
        colour=_COLOURS.get(state, "yellow"), changed=_changed(desk, seen.row), rows=_facts(desk, seen),
        infos=_infos(desk, found), holes=_holes(found), notes=_notes(found),
        step_heads=STEP_HEADS, steps=[_step(desk, seen, each, taken, may=may) for each in steps_of(found)],
        like_heads=LIKE_HEADS, likes=likes, is_advisory=isinstance(found, Advisory), back=desk.at("documents"),
    )  # fmt: skip


def document_here(desk: AtDesk, number: str) -> Seen:
    """A document of the officer's body that this officer may see; to anybody else it is not there."""
    rows = Document.objects.filter(ours=desk.officer.body).select_related("changed_by")
    found = seen_documents(desk, rows.filter(pk=int(number))) if number.isascii() and number.isdecimal() else []
    if not found:
        raise Http404
    return found[0]


def list_name(row: Document) -> str:
    """The name of a document as tasks of the record name it."""
    return f"{row.kind}/{row.owner}/{row.sha256[:16]}"


def state_of(seen: Seen, now: datetime) -> str:
    """How it stands, in a word or two."""
    found = seen.found
    if seen.row.is_quarantined:
        return "Kept apart"
    if seen.row.state in (REPLACED, CANCELLED):
        return seen.row.state.capitalize()
    if isinstance(found, Alert):
        if found.status in _NOT_MEANT:
            return _NOT_MEANT[found.status]
        if found.message_type is MessageType.CANCEL:
            return "Takes another back"
        if found.is_over(now):
            return "Over"
    return "Holds"


def _row(desk: AtDesk, seen: Seen, names: Any) -> dict[str, Any]:
    state = state_of(seen, desk.sight.now)
    until = _until(seen.found)
    return {
        "title": Cell(title_of(seen.found), link=desk.at("document", seen.row.pk)),
        "kind": seen.row.kind,
        "state": Cell(state, tag=_COLOURS.get(state, "yellow")),
        "until": Cell(when(until, desk.sight.now), order=until) if until else None,
        "owner": _owner(desk, seen.row, names),
        "label": seen.label.to_text() if seen.row.tlp else "No label",
        "at": Cell(when(seen.row.received_at, desk.sight.now), order=seen.row.received_at),
    }


def _owner(desk: AtDesk, row: Document, names: Any) -> str:
    return "Ours" if row.owner == desk.officer.body else str(names.get(row.owner, desk.body_name(row.owner)))


def _until(found: Found) -> datetime | None:
    ends = [info.expires for info in found.infos if info.expires] if isinstance(found, Alert) else []
    return max(ends, default=None)


def _changed(desk: AtDesk, row: Document) -> tuple[str, str] | None:
    by = row.changed_by
    return (row.state, desk.at("document", by.pk)) if by is not None and seen_documents(desk, [by]) else None


def _sender(desk: AtDesk, owner: str, sender: str) -> str:
    """Who an alert says sent it: by name where that is the body it came from, else to the letter."""
    return desk.body_name(sender) if sender == owner else sender


def _facts(desk: AtDesk, seen: Seen) -> list[tuple[str, str]]:
    row, found, now = seen.row, seen.found, desk.sight.now
    facts = [
        ("Whose it is", _owner(desk, row, names_of_bodies(desk))),
        ("Label", seen.label.to_text() if row.tlp else "None: it is for our own body, and goes no further"),
        ("Came", when(row.received_at, now)),
    ]
    if isinstance(found, Alert):
        facts += [
            ("Sent", f"{when(found.id.sent, now)}, by {_sender(desk, row.owner, found.id.sender)}"),
            ("Holds until", when(_until(found), now, never=NO_END)),
            ("Does", _DOES[found.message_type]),
            ("For", f"{found.scope.value}{f': {found.restriction}' if found.restriction else ''}"),
        ]
    elif isinstance(found, Advisory):
        facts += [("Published by", found.publisher), ("Its name", f"{found.id}, version {found.version}"),
                  ("Products in it", str(len(found.products)))]  # fmt: skip
    return facts


def _infos(desk: AtDesk, found: Found) -> list[dict[str, Any]]:
    """What an alert says, language by language."""
    if not isinstance(found, Alert):
        return []
    return [
        {
            "title": info.headline or info.event, "language": info.language, "words": info.description,
            "rows": [
                ("What", info.event),
                ("How urgent, how severe, how certain", f"{info.urgency}, {info.severity}, {info.certainty}"),
                ("Where", "; ".join(area.description for area in info.areas) or "not said"),
                ("Begins", when(info.onset or info.effective, desk.sight.now, never="when it was sent")),
                ("Until", when(info.expires, desk.sight.now, never=NO_END)),
                ("Ask", info.contact or info.sender_name or "its sender"),
            ],
        }
        for info in found.infos
    ]  # fmt: skip


def _holes(found: Found) -> list[tuple[str, str]]:
    """What is wrong in which products, as an advisory says it."""
    if not isinstance(found, Advisory):
        return []
    rows = []
    for hole in found.vulnerabilities:
        states = [
            f"{state.replace('_', ' ')}: {', '.join(found.products.get(one, one) for one in ids)}"
            for state, ids in hole.products.items()
        ]
        score = f"score {hole.score}" if hole.score is not None else ""
        rows.append((hole.cve or hole.title or "A weakness", "; ".join(filter(None, [hole.title, score, *states]))))
    return rows


def _notes(found: Found) -> tuple[str, ...]:
    if isinstance(found, Alert):
        signed = ("it carries a signature that was not checked",) if found.is_signed else ()
        return (*signed, *((found.note,) if found.note else ()))
    return found.notes


def _step(desk: AtDesk, seen: Seen, step: Step, taken: Any, *, may: bool) -> list[Any]:
    there = taken.get(step.number)
    after = f"after step {', '.join(str(each) for each in step.after)}" if step.after else ""
    if there is not None:
        stands = Cell(f"Task, {there.state.value}", link=desk.at("task", there.thing.partition("/")[2]))
    elif may:
        stands = Cell("Take it over", link=desk.at("take_step", seen.row.pk, step.number))
    else:
        stands = Cell("Nobody has taken it over")
    details = "; ".join(filter(None, [step.why if step.why != step.what else "", *step.how]))
    on = f"On: {', '.join(step.on)}" if step.on else ""
    return [step.number, Cell(step.what, note=" ".join(filter(None, [details, on]))), ", ".join(step.who) or "Not said",
            "; ".join(filter(None, [step.when, after])) or "At once", stands]  # fmt: skip


def _likes(desk: AtDesk, found: Found) -> list[list[Any]]:
    """Systems of ours that an advisory may be about."""
    if not isinstance(found, Advisory) or not desk.has_estate:
        return []
    systems = {
        each.system: " ".join(filter(None, (each.name, each.kind, each.note)))
        for each in desk.estate.systems
        if each.body == desk.officer.body
    }
    return [
        [found.products[one.product],
         Cell(desk.estate.system_by_id[one.system].name, link=desk.at("system", one.system)),
         ", ".join(one.words), one.version]
        for one in alike(found.products, systems)
    ]  # fmt: skip


_DOES: Final = {
    MessageType.ALERT: "Warns",
    MessageType.UPDATE: "Takes the place of an earlier one",
    MessageType.CANCEL: "Takes an earlier one back",
    MessageType.ACK: "Says that an earlier one was received",
    MessageType.ERROR: "Says that an earlier one was refused",
}
