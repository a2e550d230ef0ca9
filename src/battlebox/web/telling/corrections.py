"""Where words stand that are said no longer, or may not be there now: one list, for Now, Tell, Facts and Publish.

Law: what may not be there any more stands first; each says where it stands, why, and leads to what puts it right.
Not here: finding them (desk.tell), the whole list with the words to send (publishing.went).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.publish import PUBLIC_SITE
from battlebox.desk.tell import Correction, Outlet, Stays, corrections_due
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.telling.fact_words import name_of, why_it_stays

SHOWN_MOST: Final = 5


@dataclass(frozen=True, slots=True)
class PutRight:
    """One place: its words, why they are wrong there, the fact's page; `is_page`: publishing anew puts it right."""

    words: str
    why: str
    address: str
    is_page: bool
    is_kept: bool


def put_right(desk: AtDesk) -> list[PutRight]:
    """Every place, those first where words stand that may not."""
    rows = [_row(desk, each) for each in corrections_due(desk.sight)]
    return sorted(rows, key=lambda each: not each.is_kept)


def put_right_parts(desk: AtDesk) -> dict[str, object]:
    """The first few with how many more there are, for a page of other things."""
    rows = put_right(desk)
    return {
        "put_right": rows[:SHOWN_MOST],
        "put_right_more": max(0, len(rows) - SHOWN_MOST),
        "put_right_all": desk.at("went"),
    }


def is_own_page(desk: AtDesk, each: Correction) -> bool:
    """Whether it stands on the page that this desk publishes: a council may have others, which that leaves alone."""
    went = each.went
    return (
        went.body == desk.officer.body and went.value.outlet is Outlet.PUBLIC_PAGE and went.value.where == PUBLIC_SITE
    )


def _row(desk: AtDesk, each: Correction) -> PutRight:
    went = each.went.value
    is_kept = each.is_kept and isinstance(each.may, Stays)
    why = f"may not be there any more: {why_it_stays(each.may)}" if isinstance(each.may, Stays) else ""
    return PutRight(
        f"{went.outlet.value.capitalize()}, {went.where}: {each.old.outward}",
        why if is_kept else _since(each),
        desk.at("fact", name_of(each.fact)),
        is_own_page(desk, each),
        each.is_kept,
    )


def _since(each: Correction) -> str:
    if each.withdrawn is not None:
        return "was withdrawn there, and can be told again"
    return "was said before it might leave" if each.is_kept else "is said otherwise by now"
