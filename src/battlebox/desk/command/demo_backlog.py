"""What the demonstration has to key back: paper of its first hours, counted and guessed, and a gap in a case system.

Law: as for all of the demonstration: written through the desk's own functions, by offices, and made up.
Not here: the rest of the script (demo.py).
"""

from __future__ import annotations

from datetime import timedelta

from battlebox.desk.backlog import Basis, Gap, Item, Work, note_item
from battlebox.desk.command.demo import SHARED, Script


def paper_kept(script: Script) -> None:
    """The paper of the third hour."""
    script.step(161, lambda: _note(script, _referrals(script)))
    script.step(163, lambda: _note(script, _calls(script)))
    script.step(164, lambda: _note(script, _gap(script)))


def _note(script: Script, item: Item) -> None:
    note_item(script.record, script.estate, script.cast["rbkc.care"], item, handling=SHARED)


def _referrals(script: Script) -> Item:
    return Item(
        "rbkc.child-front-door",
        Work.PAPER,
        "paper referral forms of the morning",
        Basis.COUNTED,
        14,
        counted_by="front door team",
        counted_at=script.after(158),
        where="the red tray, front door office",
        owner="business support, children's services",
        due=script.after(0) + timedelta(days=7),
    )


def _calls(script: Script) -> Item:
    return Item(
        "rbkc.telecare",
        Work.PAPER,
        "call book of the alarm centre",
        Basis.ESTIMATED,
        60,
        counted_by="duty manager",
        counted_at=script.after(160),
        where="with the alarm centre's supplier",
        note="The supplier keeps a recording of each call for thirty days.",
    )


def _gap(script: Script) -> Item:
    gap = Gap("rbkc.adults-records", script.after(40), done="visits and changes of care go onto the printed lists")
    return Item("rbkc.child-front-door", Work.GAP, "joint cases with adults' services", gap=gap)
