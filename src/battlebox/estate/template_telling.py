"""How a council usually reaches people, and whom it must tell by when, as rows for a new estate.

Law: an address is for the council to write; a clock says what binds (law, contract, custom) and where it was read.
Not here: the rest of the template (template.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.estate.catalogue import WORKING_VALUE

WRITE_HERE: Final = "WRITE IT HERE"
"""Stands in every cell that only the council can fill."""


@dataclass(frozen=True, slots=True)
class UsualChannel:
    """A channel and the one system it cannot run without (blank: it runs by itself)."""

    key: str
    name: str
    audience: str
    kind: str
    on: str = ""

    def row(self, council: str) -> dict[str, str]:
        """Write the row of `channels`."""
        return {
            "channel": f"{council}.{self.key}",
            "name": self.name,
            "body": council,
            "audience": self.audience,
            "kind": self.kind,
            "address": WRITE_HERE,
        }


USUAL_CHANNELS: Final = (
    UsualChannel("main-number", "Main telephone number", "public", "phone", "tel"),
    UsualChannel("urgent-number", "Out-of-hours number, answered by a contractor elsewhere", "public", "phone"),
    UsualChannel("website", "Website", "public", "web", "web"),
    UsualChannel("status-page", "Status page that stands outside our network", "public", "web", "status"),
    UsualChannel("reception", "Reception desks", "public", "desk"),
    UsualChannel("social-media", "Social media accounts", "public", "social"),
    UsualChannel("messages", "Texts and emails to residents", "public", "mail", "notify"),
    UsualChannel("local-radio", "Local radio and newspapers", "public", "radio"),
    UsualChannel("staff-mail", "Staff email", "staff", "mail", "m365"),
    UsualChannel("staff-chat", "Staff chat and calls", "staff", "chat", "m365"),
    UsualChannel("out-of-band-chat", "Chat that stands outside our network", "staff", "chat", "status"),
    UsualChannel("call-tree", "Printed call tree, to mobile telephones", "staff", "phone"),
    UsualChannel("partner-mail", "Email to partners", "partner", "mail", "m365"),
    UsualChannel("partner-numbers", "Printed list of partners' duty numbers", "partner", "phone"),
)


@dataclass(frozen=True, slots=True)
class UsualClock:
    """A deadline most councils have; `note` says where it was read or that nobody has checked it."""

    key: str
    name: str
    trigger: str
    within: str
    to: str
    force: str
    note: str

    def row(self, council: str) -> dict[str, str]:
        """Write the row of `clocks`."""
        return {
            "clock": f"{council}.{self.key}",
            "of": council,
            "name": self.name,
            "trigger": self.trigger,
            "within": self.within,
            "to": self.to,
            "force": self.force,
            "note": self.note,
        }


_CUSTOM: Final = f"{WORKING_VALUE} custom, no law sets the hours: put your own"

USUAL_CLOCKS: Final = (
    UsualClock(
        key="clock-ico",
        name="Report a personal data breach, unless it is unlikely to put people at risk",
        trigger="we become aware that personal data is affected: copied, changed, or out of reach",
        within="72 hours",
        to="Information Commissioner's Office",
        force="law",
        note="UK GDPR Article 33: elapsed hours, nights and weekends count; may be sent in phases; late needs reasons",
    ),
    UsualClock(
        key="clock-people",
        name="Tell the people whose data it is, in plain words, if the risk to them is high",
        trigger="the data protection officer finds the risk to people high",
        within="at once",
        to="the people affected",
        force="law",
        note="UK GDPR Article 34: without undue delay, no hours set",
    ),
    UsualClock(
        key="clock-controllers",
        name="Tell each body whose data we hold",
        trigger="we become aware that personal data we hold for another body is affected",
        within="at once",
        to="each controller's data protection officer",
        force="law",
        note="UK GDPR Article 33: a processor reports without undue delay; contracts often set hours, so read yours",
    ),
    UsualClock(
        key="clock-ncsc",
        name="Report a significant cyber incident",
        trigger="we believe the incident is significant",
        within="24 hours",
        to="National Cyber Security Centre, which passes it to the department for local government",
        force="custom",
        note=f"{_CUSTOM} (the same day is usual)",
    ),
    UsualClock(
        key="clock-police",
        name="Report the crime; a live attack by telephone",
        trigger="a crime is suspected",
        within="at once",
        to="Report Fraud, 0300 123 2040, or 999 if life is at risk; in Scotland 101",
        force="custom",
        note="[P2] [P5] [P6] check the numbers when you confirm this row",
    ),
    UsualClock(
        key="clock-partners",
        name="Warn connected bodies and suppliers",
        trigger="anything connected to them is hit or suspected",
        within="at once",
        to="partner councils, the regional warning point, NHS and other connected networks, suppliers",
        force="custom",
        note="by telephone, from the printed list",
    ),
    UsualClock(
        key="clock-leader",
        name="Tell the leader and the portfolio holder",
        trigger="an incident is declared",
        within="2 hours",
        to="leader and portfolio holder",
        force="custom",
        note=_CUSTOM,
    ),
    UsualClock(
        key="clock-members",
        name="Tell all members",
        trigger="an incident is declared",
        within="24 hours",
        to="all councillors",
        force="custom",
        note=_CUSTOM,
    ),
    UsualClock(
        key="clock-insurer",
        name="Tell the broker and the insurer's hotline",
        trigger="anything that may lead to a claim",
        within="at once",
        to="broker and insurer",
        force="contract",
        note="the policy sets the time and may want to agree specialists first; no policy: delete this row",
    ),
    UsualClock(
        key="clock-cards",
        name="Report card data that may be taken",
        trigger="card data is suspected compromised",
        within="3 working days",
        to="acquiring bank at once; the card scheme's report within this time",
        force="contract",
        note="[P14] do not switch off or log on to the suspected system; your payment supplier may hold this duty",
    ),
)
