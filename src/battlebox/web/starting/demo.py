"""The demonstration: West London at hour three with a lived-in record, and somebody to sign in as in every role.

Law: its password is new at every start, and shown only on the terminal; every page says that what happens in it is
made up.
Not here: its folder (demo_folder.py), what happens in it (desk).
"""

from __future__ import annotations

import secrets
from typing import Final

from battlebox.desk import Officer
from battlebox.desk.command import CAST, draft_in, early_gates, paper_kept, play_demo
from battlebox.desk.compose import staff_memo
from battlebox.web.estates_to_choose import read_shipped
from battlebox.web.models import Membership
from battlebox.web.models import Officer as Account
from battlebox.web.readiness.demo import begin_book
from battlebox.web.records import installation
from battlebox.web.starting.demo_bulletins import bulletins_day
from battlebox.web.starting.demo_partners import partners_day

ESTATE: Final = "west-london"
LEAD: Final = "rbkc.silver"


def set_the_stage() -> str:
    """Make the cast and, the first time, the record; the password of everybody in the cast."""
    password = new_password()
    officers = {name: _account(name, password) for name in CAST}
    here = installation()
    cast = {
        name: Officer(account.officer_id, str(account), CAST[name][0], frozenset({CAST[name][1]}))
        for name, account in officers.items()
    }
    if not here.incidents:
        also = (staff_memo, paper_kept, early_gates, draft_in, partners_day, bulletins_day)
        play_demo(here.path, read_shipped(ESTATE), cast, also=also)
    begin_book(cast[LEAD])
    return password


def new_password() -> str:
    """Four words, none of them twice: they are read out and typed by hand."""
    return "-".join(secrets.SystemRandom().sample(_WORDS, 4))


def _account(name: str, password: str) -> Account:
    body, role, office = CAST[name]
    found = Account.objects.filter(username=name).first() or Account.objects.join(name, office, password)
    found.set_password(password)
    found.save(update_fields=["password"])
    if not found.memberships.exists():
        is_admin = name.endswith(".silver")
        Membership.objects.create(officer=found, body=body, role=role.value, admin=is_admin)
    return found


_WORDS: Final = (
    "anchor", "barge", "beacon", "canal", "chalk", "cobble", "copper", "ferry", "flint", "gravel", "harbour", "kettle",
    "lantern", "ledger", "lock", "marble", "mortar", "orchard", "paper", "pebble", "quay", "river", "saddle", "signal",
    "slate", "tallow", "timber", "tunnel", "wharf", "willow", "winter", "yarn",
)  # fmt: skip
