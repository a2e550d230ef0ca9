"""Partners: who they are, what we get from them and give them, when they were last heard, and how far each is trusted.

Law: a page shows the partners of the officer's own body; silence has its age in words; suspicion stands for both sides.
Not here: changing anything (acts.py, changing.py), collections (our_collections.py), what was given (given.py).
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Max
from django.http import HttpResponse
from django.urls import NoReverseMatch
from django.utils.html import format_html

from battlebox.desk import Act
from battlebox.desk.exchange import changes_of
from battlebox.desk.picture import Subject, beliefs_of
from battlebox.desk.reconnect import links_of
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import ago, when
from battlebox.web.models import Feed, IntelObject, Partner, Release, Right
from battlebox.web.pages import page
from battlebox.web.partnering.partner_here import partner_here
from battlebox.web.situations.heard import Heard, heard_from
from battlebox.web.situations.standing import status_cell, suggestion_lines
from battlebox.web.situations.telling import switch_words
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("name", "Partner"),
    Column("state", "How it stands", Kind.CHOICE),
    Column("says", "How it says it stands"),
    Column("heard", "Last heard", Kind.TIME),
    Column("gives", "What we get", Kind.NUMBER),
    Column("gets", "What we gave"),
    Column("theirs", "What is believed of them", Kind.CHOICE),
)
COLOURS: Final = {"Cut off": "red", "Waits to be let in": "yellow", "Partner": "green"}
COLLECTION_HEADS: Final = ("Collection", "May", "Label", "Until", "What for")
FEED_HEADS: Final = ("Feed", "Last read", "Things from it", "How the last reading ended")
NEVER: Final = "Not heard yet"


@in_incident
def partners(request: OfficerRequest) -> HttpResponse:
    """Every partner of the officer's body."""
    desk = AtDesk.of(request)
    home = desk.officer.body
    found = list(Partner.objects.filter(ours=home))
    sent = dict(IntelObject.objects.filter(ours=home).values_list("owner").annotate(many=Count("pk")))
    given = {
        body: (times, last)
        for body, times, last in Release.objects.filter(ours=home).values_list("body").annotate(Count("pk"), Max("at"))
    }
    heard = heard_from(desk, found)
    rows = [_row(desk, each, sent.get(each.body, 0), given.get(each.body), heard.get(each.body)) for each in found]
    table = Table("partners", "Who shares with us by machine", COLUMNS, rows, stacked=True,
                  empty="No partner is registered yet: nothing goes to anybody by machine.")  # fmt: skip
    waiting = [each for each in changes_of(desk.sight) if each.answer is None]
    return table_page(
        request, "partnering/partners.html", table, here="partners",
        ours=_believed(desk, home)[0], us=desk.body_name(home),
        waiting=[(each.wanted.value.says, desk.at("partner_change", each.name)) for each in waiting],
        quarantined=[each.name for each in found if _state(each) == "Waits to be let in"],
        suggestions=suggestion_lines(desk, heard),
        links=_doors(desk), new=desk.at("new_partner") if desk.officer.may(Act.PARTNER) else "",
    )  # fmt: skip


@in_incident
def partner(request: OfficerRequest, name: str) -> HttpResponse:
    """One partner: both directions, side by side."""
    desk = AtDesk.of(request)
    found = partner_here(desk, name)
    home, now = desk.officer.body, desk.sight.now
    state = _state(found)
    says = status_cell(desk, found, heard_from(desk, [found]).get(found.body))
    rights = list(Right.objects.filter(partner=found).select_related("collection"))
    held = IntelObject.objects.filter(ours=home, owner=found.body)
    apart = held.filter(is_quarantined=True).count()
    given = Release.objects.filter(ours=home, body=found.body).aggregate(times=Count("pk"), last=Max("at"))
    theirs, ours = _believed(desk, found.body), _believed(desk, home)
    may = desk.officer.may(Act.PARTNER)
    buttons = []
    if may and state != "Cut off":
        buttons.append(("Cut this partner off", desk.at("cut_off_partner", found.body)))
    if may and state != "Partner":
        buttons.append(("Let it in", desk.at("let_in_partner", found.body)))
    return page(
        request, "partnering/partner.html", here="partners", title=found.name, state=state, colour=COLOURS[state],
        why=_cut_words(found, now),
        buttons=buttons,
        sides=(
            ("Suspicion", ours[0], theirs[0]),
            ("Who says so, and when", ours[1], theirs[1]),
            ("Given to the other side", _times(desk, (given["times"], given["last"])), _many(held.count(), apart)),
            ("Last", when(given["last"], now, never="Nothing was given yet"), _heard(desk, found)),
        ),
        heads=("What", desk.body_name(home), found.name),
        collections=[
            [Cell(right.collection.title, link=desk.at("collection", right.collection.pk)), *right_words(desk, right)]
            for right in rights
        ],
        feeds=[_feed(desk, each) for each in Feed.objects.filter(ours=home, partner=found)],
        facts=(
            ("Its name in the record", format_html("<code>{}</code>", found.body)),
            ("In the community that shares TLP:GREEN", "Yes" if found.community else "No"),
            ("Links between us", _links_words(desk, found.body)),
            ("Registered client of", ", ".join(found.client_of) or "nobody"),
            ("What we tell it of how we stand", switch_words(desk, found), "Read it",
             desk.at("what_told", found.body)),
            ("How it says it stands", ", ".join(filter(None, (says.text, says.note))), "Read it", says.link),
            ("Its token", _token(desk, found)),
            ("Let in by a person", f"{found.let_in_by}, {when(found.let_in_at, now)}" if found.let_in_at else "no"),
        ),
        collection_heads=COLLECTION_HEADS, feed_heads=FEED_HEADS, given=desk.at("given_to", found.body),
        back=desk.at("partners"),
        held=f"{desk.at('held_things')}?{urlencode({'held-owner': found.name})}",
    )  # fmt: skip


def right_words(desk: AtDesk, right: Right) -> tuple[str, str, str, str]:
    """What a right lets a partner do, up to which label, until when, and what for."""
    able = [word for word, may in (("read", right.may_read), ("write", right.may_write)) if may]
    over = right.expires_at is not None and right.expires_at <= desk.sight.now
    until = when(right.expires_at, desk.sight.now, never="no end")
    label = f"up to TLP:{right.tlp_max}" if right.may_read else "nothing goes out"
    return " and ".join(able) or "nothing", label, f"over since {until}" if over else until, right.purpose or "not said"


def _row(
    desk: AtDesk, found: Partner, sent: int, given: tuple[int, datetime] | None, heard: Heard | None
) -> dict[str, Any]:
    state = _state(found)
    return {
        "name": Cell(found.name, link=desk.at("partner", found.body)),
        "state": Cell(state, tag=COLOURS[state], note=found.cut_off_why),
        "says": status_cell(desk, found, heard),
        "heard": Cell(_heard(desk, found), order=found.heard_at),
        "gives": sent,
        "gets": Cell(_times(desk, given), order=given[0] if given else 0),
        "theirs": _believed(desk, found.body)[0],
    }


def _feed(desk: AtDesk, row: Feed) -> list[Any]:
    """A collection of theirs that we read, and how the last reading ended."""
    now = desk.sight.now
    return [row.name, when(row.heard_at, now, never="not yet"), row.new_total, row.words or "Nobody has asked yet"]


def _state(found: Partner) -> str:
    if found.cut_off_at is not None:
        return "Cut off"
    return "Waits to be let in" if found.is_quarantined else "Partner"


def _heard(desk: AtDesk, found: Partner) -> str:
    if found.heard_at is None:
        return NEVER
    return f"{when(found.heard_at, desk.sight.now)}, {ago(found.heard_at, desk.sight.now)}"


def _token(desk: AtDesk, found: Partner) -> str:
    if not found.token_digest:
        return "none"
    over = found.token_expires_at is not None and found.token_expires_at <= desk.sight.now
    until = when(found.token_expires_at, desk.sight.now)
    return f"begins {found.token_begins}, {'ended' if over else 'good until'} {until}"


def _cut_words(found: Partner, now: datetime) -> str:
    if found.cut_off_at is None:
        return ""
    return f"Cut off {when(found.cut_off_at, now)} by {found.cut_off_by}: {found.cut_off_why}"


def _times(desk: AtDesk, given: tuple[int, datetime] | None) -> str:
    if not given or not given[0]:
        return "Nothing yet"
    times = "Once" if given[0] == 1 else f"{given[0]} times"
    return f"{times}, last {when(given[1], desk.sight.now)}"


def _links_words(desk: AtDesk, body: str) -> str:
    """How the links between the two bodies stand, so that nobody takes a collection for a link that is open again."""
    if not desk.has_estate:
        return "No estate says which there are"
    between = {desk.officer.body, body}
    states = Counter(
        each.state.value for each in links_of(desk.sight, desk.picture) if between <= set(each.ends.parties)
    )
    return "; ".join(f"{many} {state}" for state, many in states.most_common()) or "None"


def _many(held: int, apart: int) -> str:
    if not held:
        return "Nothing yet"
    return f"{held} things" + (f", {apart} of them kept apart until it is let in" if apart else "")


def _believed(desk: AtDesk, body: str) -> tuple[str, str]:
    """What is believed of a body as a whole, and who says so when."""
    said = beliefs_of(desk.sight, Subject.BODY, body)
    if not said:
        return _of_systems(desk, body)
    first = said[0]
    words = " or ".join(dict.fromkeys(each.value.state.value.capitalize() for each in said))
    return words, f"{first.value.source}, {when(first.value.as_of, desk.sight.now)}"


def _of_systems(desk: AtDesk, body: str) -> tuple[str, str]:
    """The worst that stands about a system of a body, where nobody has spoken of the body as a whole."""
    mine = next((each for each in desk.known if each.body.body == body), None)
    doubted = (mine.confirmed or mine.suspected) if mine is not None else ()
    if mine is None or not doubted:
        return "Unknown: nobody has said", "Nobody yet"
    names = desk.estate.system_by_id
    said = [each for name in doubted for each in beliefs_of(desk.sight, Subject.SYSTEM, name)]
    newest = max(said, key=lambda each: each.value.as_of)
    many = names[doubted[0]].name if len(doubted) == 1 else f"{len(doubted)} systems"
    said_so = f"{newest.value.source}, {when(newest.value.as_of, desk.sight.now)}"
    return f"{mine.worst.value.capitalize()} ({many})", said_so


def _doors(desk: AtDesk) -> list[tuple[str, str]]:
    """Pages beside this one; bulletins where they are."""
    found = [("Bulletins, and whom to ring back", "bulletins"), ("What came from whom, and bringing a file", "came")]
    found += [("Our collections", "collections"), ("What has left: the ledger", "released")]
    found += [("Things held", "held_things")]
    found += [("Links between bodies, and reconnecting", "links")]
    doors = []
    for words, route in found:
        try:
            doors.append((words, desk.at(route)))
        except NoReverseMatch:
            continue
    return doors
