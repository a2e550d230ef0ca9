"""The blank pages of the pack: what can be printed with no preparation at all, and written on by pen.

Law: a form asks for what the desk would ask for, in the same order, so that it can be keyed in afterwards.
Not here: pages that need an estate (pack.py), call sheets (reach/page.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.command.actioncard_lists import CARDS, NOT_TO_TOUCH, Card
from battlebox.desk.command.contacts import FIRST
from battlebox.desk.command.pack_page import Block, Fill, Grid, PackPart
from battlebox.desk.picture.naming import capital

RING_HEADS: Final = ("no.", "whom", "number", "deputy", "deputy's number", "why")
RING_WIDTHS: Final = (0.5, 1.9, 1.5, 1.6, 1.5, 2.0)
LOG_ROWS: Final = 22
KEYED: Final = "Keyed in afterwards: tick and write the number that the desk gave it."
_KEPT: Final = (Fill("Keyed in by, when, and under which number"),)


def call_page() -> PackPart:
    """The first call with nothing known: whom, what not to touch, what to write down."""
    rows = tuple(
        (str(place), capital(role.words), "", "", "", capital(why)) for place, (role, why, _) in enumerate(FIRST, 1)
    )
    return PackPart(
        "02:40: something is wrong",
        (
            Block(
                "1. Write down first",
                fill=(
                    Fill("Time now, by which watch"),
                    Fill("Who rang, and from which number"),
                    Fill("What they saw, in their own words", 3),
                ),
            ),
            Block("2. Ring, in this order", grid=Grid(RING_HEADS, RING_WIDTHS, rows, row_mm=9)),
            not_to_touch("3"),
            Block("4. Then", fill=(Fill("We talk on (no mail, chat or phone of our own)"), Fill("Next check at"))),
        ),
    )


def not_to_touch(place: str) -> Block:
    """What nobody touches yet."""
    return Block(f"{place}. Do not touch", points=NOT_TO_TOUCH)


def contact_form() -> PackPart:
    """The contact tree, to be filled in by pen."""
    rows = tuple((str(n), capital(role.words), "", "", "", capital(why)) for n, (role, why, _) in enumerate(FIRST, 1))
    return PackPart(
        "Contact tree, to fill in",
        (
            Block(
                says=(
                    "Fill this in now, from phones and memory. A number that runs over our own network is of no use.",
                )
            ),
            Block("Our command", grid=Grid(RING_HEADS, RING_WIDTHS, rows, row_mm=11)),
            Block("Services that protect people", grid=Grid(RING_HEADS, RING_WIDTHS, blanks=6, row_mm=11)),
            Block("Partners and suppliers", grid=Grid(RING_HEADS, RING_WIDTHS, blanks=12, row_mm=11)),
        ),
        wide=True,
    )


def card_pages() -> tuple[PackPart, ...]:
    """Every action card, each on a page of its own, to be handed out."""
    return tuple(_card(card) for card in CARDS)


def methane_form() -> PackPart:
    """The first word to other responders."""
    letters = (
        Fill("M: major incident? Declared by whom, or not declared (then read it as ETHANE)"),
        Fill("E: exact location, and which systems or sites", 3),
        Fill("T: type: cyber; what was seen, since when", 2),
        Fill("H: hazards: what is confirmed, what is suspected, what nobody has looked at", 3),
        Fill("A: access: the channels to trust, and those not to trust", 2),
        Fill("N: number of people at risk, and which groups", 3),
        Fill("E: emergency services and responders: told, here, asked for", 3),
    )
    return PackPart(
        "METHANE form",
        (
            Block(says=('Say it in this order. A letter about which nothing is known is said as "not known".',)),
            Block(fill=(Fill("Number of this report"), Fill("Time, by which watch"), Fill("From, to"), *letters)),
            Block(fill=_KEPT),
        ),
        copies=2,
    )


def log_sheets(copies: int = 2) -> PackPart:
    """Blank sheets of the log."""
    heads = ("no.", "time", "who, and how it came", "what was said, seen or done; D before a decision", "by", "keyed")
    grid = Grid(heads, (0.45, 0.75, 1.7, 5.6, 0.6, 0.6), blanks=LOG_ROWS, row_mm=6.3)
    says = (
        "Leave no line blank. Rule a mistake through once and write it again: nothing is erased.",
        "Facts, not opinions. Where something is entered late, say why.",
    )
    fill = (Fill("Sheet number; incident; kept by (name and role); our watch differs from another by"),)
    return PackPart("Log sheet", (Block(says=says, fill=fill), Block(grid=grid)), wide=True, copies=copies)


def decision_sheets(copies: int = 2) -> PackPart:
    """Blank sheets for one decision each: first the four fields, then what the desk asks for later."""
    return PackPart(
        "Decision sheet",
        (
            Block(
                "The four that must be there",
                fill=(
                    Fill("Sheet number, and the number at the desk"),
                    Fill("What was decided", 3),
                    Fill("Why", 2),
                    Fill("Who decided, in which role"),
                    Fill("When, by which watch; if it is written late, why"),
                ),
            ),
            Block(
                "The rest, as soon as there is time",
                fill=(
                    Fill("What was known: from whom, and how sure (sure, likely, doubtful)", 2),
                    Fill("What was not known", 2),
                    Fill("Turned down, and why; doing nothing among it", 3),
                    Fill("Risks taken", 2),
                    Fill("Who may come to harm, and what was done for them"),
                    Fill("By what power or policy; who was asked; who disagreed", 2),
                    Fill("Looked at again at"),
                    Fill("Written down by; signed by who decided"),
                ),
            ),
            Block(fill=_KEPT),
        ),
        copies=copies,
    )


def hand_over_form() -> PackPart:
    """A hand-over note for pencil, in the order of the one that the desk draws up."""
    asked = (
        ("Changed since the role was taken", 4),
        ("Open decisions, and when each is looked at again", 4),
        ("P1 services: working, on the fallback, or out", 5),
        ("Rung and not reached", 3),
        ("Clocks that run, and whose each is", 3),
        ("Asked of partners and open", 3),
        ("Tasks overdue or without an owner", 3),
        ("Not known", 3),
        ("Hours on shift, and who must go home", 2),
        ("Who comes in, and when", 2),
    )
    return PackPart(
        "Hand-over in pencil",
        (
            Block(
                says=("Both read it through together. The role changes hands with the second signature, not before.",),
                fill=(Fill("Sheet number"), Fill("Role, and body")),
            ),
            Block(fill=tuple(Fill(label, lines) for label, lines in asked)),
            Block(fill=(Fill("Leaves: name, signature, time"), Fill("Comes: name, signature, time"), *_KEPT)),
        ),
    )


def blank_parts() -> tuple[PackPart, ...]:
    """Everything that needs no preparation, in the order of the night."""
    forms = (decision_sheets(), methane_form(), hand_over_form())
    return (call_page(), contact_form(), *card_pages(), log_sheets(copies=3), *forms)


def form_parts() -> tuple[PackPart, ...]:
    """The forms at the end of a pack that was prepared."""
    return (log_sheets(), decision_sheets(), methane_form(), hand_over_form())


def _card(card: Card) -> PackPart:
    ticks = tuple(
        ("any time" if line.within_minutes is None else f"{line.within_minutes} min", line.what.replace("`", '"'))
        for line in card.lines
    )
    opening = f"For {card.role.words}. Take it up when {card.when}. Minutes count from then."
    return PackPart(
        f"Action card: {card.title}",
        (
            Block(says=(opening,), fill=(Fill("Taken up by, at what time"),)),
            Block(ticks=ticks),
            Block(fill=(Fill("Told to do, or found on the way", 7), Fill("Handed to, at what time"))),
        ),
    )
