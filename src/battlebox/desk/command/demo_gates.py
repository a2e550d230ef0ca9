"""Gates in the demonstration: too early for any to be passed, so what was said of evidence, a sign, interim access.

Law: as the rest of the demonstration it goes through the desk's own functions; who acts is an office.
Not here: the rest of the three hours (demo.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from battlebox.desk.command.demo import SHARED, Script
from battlebox.desk.gate import (
    GateAnswer,
    Indicator,
    Interim,
    Refers,
    Result,
    Way,
    answer_gate,
    give_access,
    see_indicator,
)

EVIDENCE: Final = "evidence"


def early_gates(script: Script) -> None:
    """What is on the gates board at hour three."""
    imaged = "memory captured at minute 31; the disks are imaged from noon on, by the forensic firm"
    held = GateAnswer(
        Result.HELD,
        "the regional cyber crime unit",
        script.after(136),
        imaged,
        ask="the unit's duty desk, through duty Silver",
    )
    _answer(script, 136, "rbkc.it", "rbkc.hosting", held)
    missing = "memory of the two servers was captured before the power went; no disk is imaged yet"
    failed = GateAnswer(Result.FAILED, "Westminster security desk", script.after(148), missing, Refers.SHEET, "sheet 2")
    _answer(script, 148, "wcc.silver", "wcc.hosting", failed)
    insurer = GateAnswer(
        Result.HELD,
        "the insurer",
        script.after(154),
        ask="the claims line: the number is on the policy in the battle box",
    )
    _answer(script, 154, "rbkc.it", "rbkc.directory", insurer)
    sign = Indicator(
        what="one admin account signs in every hour from an address that nobody knows",
        where="sign-in logs of the shared servers",
        systems=("rbkc.hosting", "rbkc.directory", "wcc.hosting"),
        source="on-call IT lead",
        by="on-call IT lead",
        at=script.after(150),
    )
    script.step(152, lambda: see_indicator(script.record, script.estate, script.cast["rbkc.it"], sign, handling=SHARED))
    lent = Interim(
        system="rbkc.adults-records",
        way=Way.COPY,
        purpose="tonight's visits, read only",
        untouched="the copy stands at the supplier; nothing of ours is switched on for it",
        clean="the supplier's copy of last night, looked at on a laptop that was never joined",
        owner="Head of social care",
        who="duty manager of adult social care",
        since=script.after(162),
        until=script.after(162) + timedelta(hours=24),
    )
    script.step(162, lambda: give_access(script.record, script.estate, script.cast["rbkc.care"], lent, handling=SHARED))


def _answer(script: Script, minutes: int, who: str, system: str, answer: GateAnswer) -> None:
    script.step(
        minutes,
        lambda: answer_gate(script.record, script.used, script.cast[who], system, EVIDENCE, answer, handling=SHARED),
    )
