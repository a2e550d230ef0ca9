"""People: who holds which role in which body, since when and for how long; who has access; the way to everything else.

Law: a role nobody holds is a line that says so; hours on shift are said in words, and ask who relieves.
Not here: taking and giving roles (roles.py), whom to ring (ringing.py), hand-over (handovers.py).
"""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, Role
from battlebox.desk.command import Holding, handovers_of, holdings_of, worked
from battlebox.desk.record import Stated
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.gds.reached import reached
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.saying import when_said
from battlebox.web.models import JoiningSlip, Membership
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

ROLES: Final = (
    Column("role", "Role"),
    Column("body", "Body", Kind.CHOICE),
    Column("holder", "Held by"),
    Column("deputy", "Deputy"),
    Column("since", "Since", Kind.TIME),
    Column("hours", "On shift"),
    Column("until", "Until", Kind.TIME),
    Column("reach", "Reached by"),
)
ACCESS: Final = (
    Column("name", "Name"),
    Column("role", "May act as", Kind.CHOICE),
    Column("admin", "Admin", Kind.CHOICE),
    Column("until", "Until", Kind.TIME),
)


@in_incident
def people(request: OfficerRequest) -> HttpResponse:
    """Who does what here."""
    desk = AtDesk.of(request)
    held = holdings_of(desk.sight)
    mine = {each.value.role: each for each in held if each.value.body == desk.officer.body}
    long = [each for each in worked(desk.sight, desk.officer.body) if "?" in each.words]
    waiting = [each for each in handovers_of(desk.sight) if each.is_waiting and each.note.body == desk.officer.body]
    roles = Table("roles", "Roles", ROLES, _role_rows(desk, mine, held))
    members = Membership.objects.in_force().filter(body=desk.officer.body, officer__break_glass=False)
    rows = [
        {"name": str(each.officer), "role": each.get_role_display(), "admin": "Yes" if each.admin else "No",
         "until": each.expires_at}
        for each in members.select_related("officer")
        if each.incident in ("", request.incident.id)
    ]  # fmt: skip
    return table_page(
        request,
        "places/people.html",
        roles,
        Table("access", "Who has access for us", ACCESS, rows, empty="Nobody."),
        here="people",
        long=[(desk.name_of(each.person), each.words) for each in long],
        waiting=[(each, desk.at("handover", each.thing.partition("/")[2])) for each in waiting],
        ring=desk.at("ring"),
        home=desk.at("home_now"),
        shifts=desk.at("three_shifts"),
        posts=desk.at("posts"),
        staff=desk.at("staff"),
        roster=desk.at("roster"),
        channels=desk.at("channels") if desk.has_estate else "",
        handovers=desk.at("handovers"),
        may_ring=desk.officer.may(Act.RING),
        is_admin=request.membership.is_admin,
        open_slips=JoiningSlip.objects.open().filter(body=desk.officer.body).count(),
    )


def _role_rows(
    desk: AtDesk, mine: dict[Role, Stated[Holding]], held: tuple[Stated[Holding], ...]
) -> list[dict[str, object]]:
    """Every role of one's own body, held or not, then those held in other bodies."""
    rows = [_row(desk, role, desk.officer.body, mine.get(role)) for role in Role if role is not Role.OBSERVER]
    others = [each for each in held if each.value.body != desk.officer.body]
    return [*rows, *(_row(desk, each.value.role, each.value.body, each) for each in others)]


def _row(desk: AtDesk, role: Role, body: str, held: Stated[Holding] | None) -> dict[str, object]:
    own = body == desk.officer.body
    cells: dict[str, object] = {
        "role": Cell(capfirst(role.words), link=desk.at("role", role.value) if own else ""),
        "body": desk.body_name(body),
        "holder": Cell("Nobody", tag="grey"),
    }
    if held is None or held.value.is_vacant:
        return cells
    says = held.value
    hours = next((each for each in worked(desk.sight, body) if each.person == says.holder), None)
    return {
        **cells,
        "holder": _named(desk, says.holder),
        "deputy": _named(desk, says.deputy) if says.deputy else "None",
        "since": Cell(when_said(says.since), order=says.since),
        "hours": Cell(hours.words, order=hours.on_shift.total_seconds()) if hours else "",
        "until": Cell(when_said(says.until), order=says.until) if says.until else None,
        "reach": _reach(desk, says),
    }


def _reach(desk: AtDesk, says: Holding) -> Cell | str:
    """How a role is reached, with what is to be said beside it."""
    if not says.reach or not desk.has_estate:
        return says.reach
    mark = desk.channels.mark_on(says.reach, says.body)
    return Cell(reached(says.reach, mark), csv=mark.after(says.reach))


def _named(desk: AtDesk, who: str) -> str:
    """A name, where it may be seen: a body's names are its own, and others learn that the role is held."""
    return desk.sight.real_name(who) or "Somebody there: names stay with their body"
