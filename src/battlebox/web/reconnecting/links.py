"""Links between bodies: all of them by the body at the other end or as a table, and one with both its sides.

Law: what each side still owes stands beside its state, with whom to ask; what is wrong is said before everything else.
Not here: letters (letters.py), opening a link again (opening.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.reconnect import (
    Joining,
    Link,
    LinkState,
    Side,
    alarms_of,
    assured_words,
    history_of,
    links_of,
    missing_of,
    owed_of,
    unneeded_in,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.lists import beside
from battlebox.web.incident.said import lines, plainly, writer_of
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.reconnecting.groups import HEADS, RANKS, groups_of, note_of, owed_words, waits_for_us
from battlebox.web.reconnecting.words import LINK_COLOURS, ask_words, link_here, loud_words, short_name, state_cell
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

TABLE: Final = "links"
COLUMNS: Final = (
    Column("bodies", "Between", Kind.CHOICE),
    Column("name", "Link"),
    Column("state", "How it stands", Kind.CHOICE),
    Column("owes", "Still owed"),
    Column("ask", "Whom to ask"),
    Column("owner", "Who can cut it", Kind.CHOICE),
    Column("said", "Said so far", aside=True),
    Column("order", "Containment", Kind.CHOICE, aside=True),
)
SIDES: Final = ("Body", "Its letter", "What the other side decided", "Still owed", "Whom to ask")
UNNEEDED: Final = (
    "Nothing in the estate needs it: it may be left over from an agreement that ended. Ask whether it should come back."
)

OTHERS: Final = (
    "This link is between other bodies. What they ask and assure each other of it is theirs: only what they shared "
    "with us stands here."
)


@in_incident
def links(request: OfficerRequest) -> HttpResponse:
    """Every link between two bodies."""
    desk = AtDesk.of(request)
    unneeded = unneeded_in(desk.used)
    found = sorted(links_of(desk.sight, desk.picture), key=lambda link: _place(desk, link))
    is_table = any(key.startswith(f"{TABLE}-") for key in request.GET)
    rows = [_row(desk, link, unneeded) for link in found] if is_table else []
    table = Table(TABLE, "Links between bodies", COLUMNS, rows, stacked=True)
    return table_page(
        request,
        "reconnecting/links.html",
        table,
        here="systems",
        beside=beside(desk, "links"),
        loud=loud_words(desk, found),
        unneeded=len(unneeded),
        many=len(found),
        is_table=is_table,
        groups=[] if is_table else groups_of(desk, found, unneeded),
        waits=waits_for_us(desk, found),
        heads=HEADS,
        grouped=desk.at("links"),
        whole=f"{desk.at('links')}?{TABLE}-page=all",
        take=desk.at("take_letter") if desk.officer.may(Act.TAKE_LETTER) else "",
    )


@in_incident
def link(request: OfficerRequest, name: str) -> HttpResponse:
    """One link."""
    desk = AtDesk.of(request)
    found, body = link_here(desk, name), desk.officer.body
    ours = body in found.ends.parties
    return page(
        request,
        "reconnecting/link.html",
        here="systems",
        title=desk.names.path(name),
        state=found.state.value.capitalize(),
        colour=LINK_COLOURS[found.state],
        loud=[each.words for each in alarms_of((found,), desk.names)],
        unneeded=UNNEEDED if name in unneeded_in(desk.used) else "",
        rows=_about(desk, found),
        heads=SIDES,
        sides=[_side(desk, found, side) for side in found.sides] if ours else [],
        others="" if ours else OTHERS,
        letters=[
            (desk.names.body(side.issuer), desk.at("letter", side.letter.name)) for side in found.sides if side.letter
        ],
        missing=missing_of(found, desk.names, body) if _is_shut(found) else (),
        buttons=_buttons(desk, found),
        history=[
            {
                "title": f"{line.number}: {plainly(desk, line.words.partition(chr(10))[0])}",
                "when": line.at,
                "who": writer_of(desk, line.header.by, desk.sight.body_of(line.header)),
                "words": plainly(desk, line.words.partition("\n")[2]),
                "address": desk.at("entry", line.id),
            }
            for line in history_of(desk.sight, desk.estate, found.ends)
        ],
        back=desk.at("links"),
    )


def _place(desk: AtDesk, found: Link) -> tuple[Any, ...]:
    """Where a link stands in the list: ours first, those of the same two bodies together, of these the open first."""
    return desk.officer.body not in found.ends.parties, _between(desk, found), RANKS.index(found.state)


def _between(desk: AtDesk, found: Link) -> str:
    return " and ".join(sorted(short_name(desk, body) for body in found.ends.bodies))


def _row(desk: AtDesk, found: Link, unneeded: frozenset[str]) -> dict[str, Any]:
    owing = dict.fromkeys(each.body for each in owed_of(found, desk.names, desk.officer.body))
    return {
        "name": Cell(desk.names.path(found.name), link=desk.at("link", found.name), note=note_of(found, unneeded)),
        "bodies": _between(desk, found),
        "state": state_cell(desk, found),
        "said": assured_words(found, desk.names),
        "owes": ". ".join(owed_words(desk, found)),
        "ask": ask_words(desk, owing),
        "owner": short_name(desk, found.ends.owner),
        "order": desk.picture.stage(found.name).value.capitalize(),
    }


def _about(desk: AtDesk, found: Link) -> list[tuple[Any, ...]]:
    path, order, now = found.ends.path, found.order, desk.sight.now
    rows: list[tuple[Any, ...]] = [
        ("Between", " and ".join(desk.names.body(body) for body in found.ends.bodies)),
        ("From", desk.names.thing(path.origin), "See it", desk.at("system", path.origin)),
        ("To", desk.names.thing(path.target), "See it", desk.at("system", path.target)),
        ("As a way in", path.kind.value, "What is suspected", desk.at("path", path.path)),
        ("Who can cut it", desk.names.body(found.ends.owner)),
    ]
    if order is not None:
        said = f"{desk.names.action(order.value.action)}: {order.value.stage.value}"
        rows.append(("Order", said, "See it", desk.at("order", order.value.action)))
    if path.note:
        rows.append(("Note in the estate", path.note))
    rows += [(f"Condition of {desk.names.body(body)}", words) for body, words in found.conditions]
    if found.joined is not None:
        value = found.joined.value
        rows.append(("Opened again", f"{value.stage.value.capitalize()}, {when(value.at, now)}, {value.who}"))
        rows.append(("Verified how", value.means or "not verified by a second means"))
    return rows


def _side(desk: AtDesk, found: Link, side: Side) -> tuple[Any, ...]:
    owed = [
        f"{capfirst(each.what)}." for each in owed_of(found, desk.names, desk.officer.body) if each.body == side.issuer
    ]
    decided = Cell("Nothing yet") if side.letter else Cell("")
    if side.judged:
        said, now = side.judged[0].value, desk.sight.now
        note = f"{said.conditions_words}. " if said.conditions_words else ""
        decided = Cell(
            said.outcome.value.capitalize(),
            note=f"{note}{said.role}: {said.why.rstrip('. ')}. Look again by {when(said.review, now)}."
            + (" Two decisions stand: the stricter counts." if len(side.judged) > 1 else ""),
        )
    return (
        Cell(desk.names.body(side.issuer)),
        _letter_cell(desk, side),
        decided,
        lines(owed) if owed else "Nothing",
        ask_words(desk, (side.issuer,)) or "This is us",
    )


def _letter_cell(desk: AtDesk, side: Side) -> Cell:
    now = desk.sight.now
    if side.letter is None:
        if side.wanted is None:
            return Cell("None")
        by = f", wanted by {when(side.wanted.value.by, now)}" if side.wanted.value.by else ""
        return Cell(f"Asked for{by}", note=f"{side.wanted.number}: {side.wanted.value.why}")
    said = side.letter
    stands = f"{side.void.state.value.capitalize()}: {side.void.why}" if side.void else f"Holds; {said.seal.value}"
    until = f"valid until {when(said.letter.valid_until, now)}"
    return Cell(f"{said.said.number}, {until}", link=desk.at("letter", said.name), note=stands)


def _is_shut(found: Link) -> bool:
    """Whether it is a question at all that it be opened: it is not open, or something was asked or assured of it."""
    return not found.is_joined and found.state is not LinkState.OPEN


def _buttons(desk: AtDesk, found: Link) -> list[tuple[str, str]]:
    """What this officer may do about it, as (words, address)."""
    body, name, may = desk.officer.body, found.name, desk.officer.may
    steps: list[tuple[str, str, Act, bool]] = []
    if body in found.ends.bodies:
        steps += [
            ("Write a letter of assurance", "write_letter", Act.ASSURE, True),
            ("Ask them for a letter", "ask_assurance", Act.ASK, True),
            ("Record a letter on paper", "paper_letter", Act.TAKE_LETTER, True),
        ]
    if body in found.ends.parties:
        opened = found.joined.value.stage is Joining.OPENED if found.joined else False
        steps += [
            ("Say that it was reconnected", "open_link", Act.ORDER, _is_shut(found)),
            ("Say that it was verified", "verify_link", Act.CARRY_OUT, found.is_joined and opened),
            ("Say that it was cut again", "part_link", Act.ORDER, found.is_joined),
        ]
    return [(words, desk.at(route, name)) for words, route, act, fits in steps if fits and may(act)]
