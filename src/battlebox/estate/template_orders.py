"""The containment orders a council usually could give, as rows for a new estate.

Law: each order says who gives it, how it is undone, what evidence it costs and who must be told; hours and costs are
working values; no usual order switches the careline or the telephones off by name.
Not here: keeping everything running and watching (that is the plan `nothing`, and needs no row), the rest of the
template (template.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.estate.catalogue import KNOWN_SYSTEMS, WORKING_VALUE, KnownSystem
from battlebox.estate.template_paths import paths

GOLD: Final = "strategic (Gold)"
SILVER: Final = "tactical (Silver)"
DUTY: Final = "ICT duty manager"

LIFE_LINES: Final = ("tel", "telecare")
LIFE_LINE_COST: Final = 3_000_000
"""Harm units: about a week without the careline, so that cutting it is never advised in passing."""
TAKES_H: Final = {"on-prem": 1, "cloud": 2, "supplier": 4}


@dataclass(frozen=True, slots=True)
class UsualOrder:
    """One order; `{c}` in `selectors` is the council's id; `cost`, in harm units, is for what needs cannot show."""

    key: str
    name: str
    column: str
    selectors: str
    takes_h: int
    cost: int
    who: str
    undo: str
    evidence: str
    tell: str
    side: str

    def row(self, council: str) -> dict[str, str]:
        """Write the row of `actions`."""
        return {
            "action": f"{council}.{self.key}",
            "name": self.name,
            "body": council,
            self.column: self.selectors.format(c=council, accounts=_accounts(council)),
            "takes_h": str(self.takes_h),
            "cost": str(self.cost) if self.cost else "",
            "who": self.who,
            "undo": self.undo,
            "evidence": self.evidence,
            "tell": self.tell,
            "note": f"side effects: {self.side}. {WORKING_VALUE} hours and cost are working values",
        }


USUAL_ORDERS: Final = (
    UsualOrder(
        key="cut-partner-link",
        name="Cut every link to the partner council",
        column="cuts",
        selectors="paths:{c}/partner",
        takes_h=1,
        cost=1000,
        who=SILVER,
        undo="reopen one rule at a time, after both sides accept the other's assurance",
        evidence="none; export the firewall logs first",
        tell="the partner's duty officer, by telephone, before or as it is done",
        side="shared case systems, data feeds and roaming staff fail",
    ),
    UsualOrder(
        key="break-partner-trust",
        name="Break the trust with the partner's directory; disable guest and synced accounts",
        column="cuts",
        selectors="path:{c}.path-partner-ad",
        takes_h=2,
        cost=500,
        who=SILVER,
        undo="make the trust anew, with new secrets",
        evidence="none; export the sign-in logs first",
        tell="the partner's duty officer and staff who work across both councils",
        side="logins across councils, shared calendars and Teams fail",
    ),
    UsualOrder(
        key="hold-partner-mail",
        name="Hold the partner's mail and warn staff off its links and Teams calls",
        column="cuts",
        selectors="path:{c}.path-partner-mail",
        takes_h=1,
        cost=500,
        who=DUTY,
        undo="release held mail after scanning",
        evidence="none; keep the held mail",
        tell="all staff, with a call-back list; the partner's duty officer",
        side="real referrals are missed: give the front doors a list of numbers to ring",
    ),
    UsualOrder(
        key="reset-accounts",
        name="Disable accounts in doubt, end sessions, reset passwords and register MFA again",
        column="cuts",
        selectors="{accounts}",
        takes_h=8,
        cost=2000,
        who=SILVER,
        undo="staff are let back in one by one, with proof of who they are",
        evidence="sessions end; export the sign-in logs first",
        tell="all staff, on a channel that does not need a login",
        side="lock-outs at scale, service accounts break jobs, the help desk floods; keep the break-glass account",
    ),
    UsualOrder(
        key="pull-internet",
        name="Pull the internet connection",
        column="stops",
        selectors="system:{c}.swg;segment:{c}.cloud",
        takes_h=1,
        cost=0,
        who=GOLD,
        undo="reopen to a short list of addresses first",
        evidence="none on site; the attacker's connections end, so record them first",
        tell="all staff, suppliers, partners; residents, on the off-estate status page",
        side="cloud case systems, mail, cloud telephones and card payments stop, and the careline with the telephones: "
        "move its calls first",
    ),
    UsualOrder(
        key="power-off-servers",
        name="Power off the servers",
        column="stops",
        selectors="segment:{c}.servers",
        takes_h=2,
        cost=0,
        who=GOLD,
        undo="start in order: network, directory, hosts, then by service",
        evidence="memory is lost: capture it before any power-off",
        tell="every service lead, partners who use our systems, suppliers",
        side="every system on our own servers stops",
    ),
    UsualOrder(
        key="shut-network",
        name="Shut the whole network down",
        column="stops",
        selectors="segment:{c}.network;segment:{c}.servers;segment:{c}.devices;segment:{c}.vault",
        takes_h=2,
        cost=0,
        who=GOLD,
        undo="rebuild in order; expect weeks, not days",
        evidence="memory is lost: capture it before any power-off",
        tell="everybody: staff, members, partners, suppliers, regulators, residents",
        side="nearly everything stops; the careline loses the network it needs: move its calls first",
    ),
    UsualOrder(
        key="suspend-public-apps",
        name="Suspend online forms, My Account and payments",
        column="stops",
        selectors="system:{c}.forms;system:{c}.pay",
        takes_h=1,
        cost=0,
        who=SILVER,
        undo="switch on one by one after testing",
        evidence="none",
        tell="the contact centre and reception first, then residents on the status page",
        side="people turn to telephones and desks",
    ),
    UsualOrder(
        key="block-suppliers",
        name="Block suppliers' remote access",
        column="cuts",
        selectors="paths:{c}/supplier",
        takes_h=1,
        cost=300,
        who=DUTY,
        undo="reopen supplier by supplier, for one person and one day at a time",
        evidence="none; export the access logs first",
        tell="each supplier's duty desk",
        side="support stops when it is most needed",
    ),
)
"""The orders that are more than isolating one system, in the order a council would think of them."""

_ISOLATE: Final = {
    "vpn": ("Shut remote access (VPN)", "people working from home stop: open the buildings first"),
    "backup": ("Isolate the backups", "no new backups are made; do it early or not at all"),
    "tel": ("Isolate telephony", "nobody can ring in: never before the out-of-hours number is on the status page"),
    "telecare": ("Isolate the careline", "alarms go unheard: never before the stand-by centre has taken the calls"),
}


def _accounts(council: str) -> str:
    """Name the council's own account paths: `kind:account` would cut those of every council in a shared estate."""
    return ";".join(f"path:{row['path']}" for row in paths(council) if row["kind"] == "account")


def isolating_row(council: str, known: KnownSystem) -> dict[str, str]:
    """Write the order that parts one system, alone, from all others."""
    name, side = _ISOLATE.get(known.key, (f"Isolate: {known.name}", "whatever needs it stops"))
    life_line = known.key in LIFE_LINES
    return {
        "action": f"{council}.isolate-{known.key}",
        "name": name,
        "body": council,
        "isolates": f"system:{council}.{known.key}",
        "takes_h": str(TAKES_H[known.hosting]),
        "cost": str(LIFE_LINE_COST) if life_line else "",
        "who": GOLD if known.tier == 0 or life_line else SILVER if known.tier == 1 else DUTY,
        "undo": "reconnect when it is checked clean, its owner signs and the decision is logged",
        "evidence": "none while it stays powered on: capture memory before any power-off",
        "tell": "the leads of the services that need it; its supplier",
        "note": f"side effects: {side}. {WORKING_VALUE} hours{' and cost' if life_line else ''} are working values",
    }


def _asked_of_others() -> tuple[dict[str, str], ...]:
    """Orders that only the example partner and supplier can give: a council can ask, with their number at hand."""
    return tuple(
        {
            "action": f"{body}.isolate",
            "name": name,
            "body": body,
            "isolates": f"system:{system}",
            "takes_h": "4",
            "who": "their duty manager, when we ask",
            "undo": "when both sides have seen that it is clean",
            "evidence": "none while it stays powered on",
            "tell": "our duty officer, by telephone",
            "note": f"example. {WORKING_VALUE} hours are working values",
        }
        for body, system, name in (
            ("partner", "partner.network", "The partner isolates its own network"),
            ("supplier", "supplier.access", "The supplier shuts off its staff's access to customers"),
        )
    )


def orders(council: str, *, outside: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Write the rows of `actions`: the usual, one isolating each system but those `outside`, and what others can do."""
    alone = tuple(isolating_row(council, known) for known in KNOWN_SYSTEMS if known.key not in outside)
    return (*(order.row(council) for order in USUAL_ORDERS), *alone, *_asked_of_others())
