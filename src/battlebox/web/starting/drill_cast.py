"""Who signs in at a drill's desk: somebody in every role of every body that plays.

Law: the password is new at every start, shown only on the terminal, and no account of a real desk is here; whoever runs
the drill has a role in it after every start.
Not here: the folder (drill_folder.py), the parts that a scenario gives people (drill).
"""

from __future__ import annotations

from typing import Final

from django.contrib.auth.hashers import make_password

from battlebox.drill.sealed import SealedDrill
from battlebox.web.models import Membership, Role
from battlebox.web.models import Officer as Account
from battlebox.web.starting.demo import new_password
from battlebox.web.starting.desk_settings import CONTROL

ROLES: Final[dict[str, Role]] = {
    "gold": Role.STRATEGIC,
    "silver": Role.TACTICAL,
    "bronze": Role.OPERATIONAL,
    "loggist": Role.LOGGIST,
    "words": Role.COMMUNICATIONS,
    "data": Role.INFORMATION_GOVERNANCE,
    "care": Role.SERVICE_LEAD,
    "partners": Role.PARTNER_LIAISON,
    "watch": Role.OBSERVER,
}
"""The end of a sign-in name, and the role."""


def sign_in_name(body: str, end: str) -> str:
    """Such as `northmere.gold`."""
    return f"{body}.{end}"


def cast_names(drill: SealedDrill) -> tuple[tuple[str, ...], ...]:
    """The sign-in names, body by body."""
    return tuple(tuple(sign_in_name(body, end) for end in ROLES) for body in drill.bodies)


def _account(name: str, end: str, body: str, kept: str) -> dict[str, str]:
    return {"username": name, "display_name": f"{end.title()}, {body}", "password": kept}


def join_the_cast(drill: SealedDrill) -> str:
    """Make the accounts, or give those that are there a new password; the password of all of them."""
    password = new_password()
    # Worked out once: thirty-three bodies would take as long as a slow coffee.
    kept = make_password(password)
    for body in drill.bodies:
        for end, role in ROLES.items():
            name = sign_in_name(body, end)
            found, _ = Account.objects.update_or_create(
                username=name, defaults={"password": kept}, create_defaults=_account(name, end, body, kept)
            )
            if not found.memberships.exists():
                Membership.objects.create(officer=found, body=body, role=role.value, admin=end == "silver")
    return password


def join_control(drill: SealedDrill) -> str:
    """Make the account of exercise control, or give it a new password and the role that it lost; that password.

    No player has it.
    """
    password = new_password()
    kept, body = make_password(password), drill.bodies[0]
    found, _ = Account.objects.update_or_create(
        username=CONTROL,
        defaults={"password": kept, "is_active": True},
        create_defaults={"username": CONTROL, "display_name": "Exercise control", "password": kept},
    )
    if not found.memberships.in_force().filter(incident="").exists():
        Membership.objects.create(officer=found, body=body, role=Role.OBSERVER.value)
    return password
