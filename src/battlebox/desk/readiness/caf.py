"""The 41 contributing outcomes of the Cyber Assessment Framework v4.0 (6 August 2025), by name.

Law: names are facts, and no text of its indicators is here; a title that sources give differently is marked so.
Not here: how a council stands on each (outcome.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class CafOutcome:
    """One outcome: its code, the objective and principle it stands under, its name, and whether the name is sure."""

    code: str
    objective: str
    principle: str
    name: str
    is_verified: bool = True
    is_new: bool = False


_OBJECTIVES: Final = {
    "A": "Managing security risk",
    "B": "Protecting against cyber attack",
    "C": "Detecting cyber security events",
    "D": "Minimising the impact",
}
_PRINCIPLES: Final = (
    ("A1", "Governance", ("Board direction", "Roles and responsibilities", "Decision-making")),
    ("A2", "Risk management", ("Risk management process", "Understanding threat", "Assurance")),
    ("A3", "Asset management", ("Asset management",)),
    ("A4", "Supply chain", ("Supply chain", "Secure software development and support")),
    ("B1", "Service protection policies, processes and procedures", ("Development", "Implementation")),
    (
        "B2",
        "Identity and access control",
        (
            "Identity verification, authentication and authorisation",
            "Device management",
            "Privileged user management",
            "Identity and access management (IdAM)",
        ),
    ),
    (
        "B3",
        "Data security",
        (
            "Understanding data",
            "Data in transit",
            "Stored data",
            "Mobile data",
            "Media and equipment sanitisation",
        ),
    ),
    (
        "B4",
        "System security",
        ("Secure by design", "Secure configuration", "Secure management", "Vulnerability management"),
    ),
    ("B5", "Resilient networks and systems", ("Resilience preparation", "Design for resilience", "Backups")),
    ("B6", "Staff awareness and training", ("Culture", "Training")),
    (
        "C1",
        "Security monitoring",
        (
            "Sources and tools",
            "Securing logs",
            "Generating alerts",
            "Responding to and triage of alerts",
            "Its wording varies by source",
            "Understanding the behaviour of users and systems",
        ),
    ),
    ("C2", "Threat hunting", ("Threat hunting",)),
    (
        "D1",
        "Response and recovery planning",
        ("Response plan", "Response and recovery capability", "Testing and exercising"),
    ),
    ("D2", "Lessons learned", ("Analysis", "Using incidents to drive improvements")),
)
_UNSURE: Final = frozenset({"C1.d", "C1.e", "D1.a", "D1.b", "D1.c", "D2.a", "D2.b"})
"""Titles on which sources disagree, or that were not read at the framework's own place."""
_NEW: Final = frozenset({"A2.b", "A4.b"})

OUTCOMES: Final[tuple[CafOutcome, ...]] = tuple(
    CafOutcome(code, f"{principle[0]} {_OBJECTIVES[principle[0]]}", f"{principle} {title}", name,
               code not in _UNSURE, code in _NEW)
    for principle, title, names in _PRINCIPLES
    for code, name in ((f"{principle}.{letter}", name) for letter, name in zip("abcdef", names, strict=False))
)  # fmt: skip
OUTCOME_BY_CODE: Final = {each.code: each for each in OUTCOMES}
