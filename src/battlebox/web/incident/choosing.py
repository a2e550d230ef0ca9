"""Whom and what a form can choose from: people of one's own body, its services and systems, decisions, roles.

Law: nobody is offered who belongs to another body, and nothing that this officer may not see.
Not here: the forms.
"""

from __future__ import annotations

from django.utils.text import capfirst

from battlebox.desk import DeskError, Role, Someone
from battlebox.desk.command import open_decisions
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.models import Membership

Choices = list[tuple[str, str]]
NOBODY = ("", "Nobody yet")


def members_here(desk: AtDesk) -> list[Membership]:
    """What gives officers of this body access to this incident: a row for each officer and role."""
    found = Membership.objects.in_force().filter(body=desk.officer.body, officer__break_glass=False)
    return [each for each in found.select_related("officer") if each.incident in ("", desk.request.incident.id)]


def officers_here(desk: AtDesk) -> dict[str, str]:
    """Officers of this body with access to this incident: name by id."""
    named = {each.officer.officer_id: str(each.officer) for each in members_here(desk)}
    return dict(sorted(named.items(), key=lambda row: (row[0] != desk.officer.id, row[1].casefold())))


def people_here(desk: AtDesk) -> dict[str, str]:
    """Officers with access, the one who asks first, then those whom the estate names; name by id."""
    found = officers_here(desk)
    if desk.has_estate:
        for row in desk.estate.people:
            if row.body == desk.officer.body:
                found.setdefault(row.person, f"{row.name}, {row.role}")
    return found


def someone(desk: AtDesk, name: str) -> Someone | None:
    """The person of an id, with the name alone; None for a blank."""
    return Someone(name, who_here(desk, name) or desk.name_of(name)) if name else None


def who_here(desk: AtDesk, name: str) -> str:
    """The name of somebody of this body, or of somebody whom the estate names; blank for any other."""
    said = officers_here(desk).get(name)
    if said is None and desk.has_estate:
        said = next((row.name for row in desk.estate.people if row.person == name), None)
    return said or ""


def people_choices(desk: AtDesk, *first: tuple[str, str]) -> Choices:
    """People as choices, after `first`."""
    return [*first, *people_here(desk).items()]


def role_choices(blank: str = "") -> Choices:
    """Roles in the order of command, after a blank one where it has words."""
    rows = [(role.value, capfirst(role.words)) for role in Role if role is not Role.OBSERVER]
    return [("", blank), *rows] if blank else rows


def service_choices(desk: AtDesk) -> Choices:
    """Services of this body."""
    if not desk.has_estate:
        return [("", "None")]
    mine = [(row.service, row.name) for row in desk.estate.services if row.body == desk.officer.body]
    return [("", "None"), *sorted(mine, key=lambda row: row[1])]


def system_choices(desk: AtDesk) -> Choices:
    """Systems of every body: a task may be about a partner's."""
    if not desk.has_estate:
        return [("", "None")]
    return [("", "None"), *sorted(((row.system, row.name) for row in desk.estate.systems), key=lambda row: row[1])]


def decision_choices(desk: AtDesk) -> Choices:
    """Decisions that still hold."""
    try:
        rows = open_decisions(desk.sight)
    except DeskError:
        rows = ()
    return [("", "None"), *((each.thing, f"{each.number}: {each.says.value.what[:80]}") for each in rows)]
