"""What a form that lets words go says of itself in plain words: who reads them, how they get there, what they rest on.

Law: it says what the gate and the outbox do, and promises nothing more.
Not here: the forms (post.py, leave.py), the draft (drafts.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.compose import Composed
from battlebox.desk.message import Means
from battlebox.desk.tell import Outlet
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.sending.posting import works_here

Row = tuple[str, str]
_PUBLIC: Final = "It is public: only facts that anybody may read are in it."
_LEAKS: Final = "It is not public, and memos leak: write it as if it were."
_READERS: Final = {
    Outlet.PRESS: ("Journalists.", _PUBLIC),
    Outlet.SOCIAL: ("Whoever follows the council online.", _PUBLIC),
    Outlet.PHONE_MESSAGE: ("Whoever rings the council.", _PUBLIC),
    Outlet.POSTER: ("Whoever stands before it.", _PUBLIC),
    Outlet.RADIO: ("Listeners, and people at a counter.", _PUBLIC),
    Outlet.LETTER: ("The people it is addressed to.", "They may show it to anybody, so only public facts are in it."),
    Outlet.STAFF_MEMO: ("Staff of {body}.", _LEAKS),
    Outlet.MEMBERS: ("Members of {body}.", _LEAKS),
    Outlet.PARTNER_CALL: ("Whoever answers at {body}.", "Only facts that {body} may have are in it."),
    Outlet.PARTNER_FILE: ("{body}.", "Only facts that {body} may have are in it."),
}
_NUMBERS_SHOWN: Final = 12


def readers_row(desk: AtDesk, found: Composed) -> Row:
    """For whom the words are."""
    who, more = _READERS.get(found.filled.template.outlet, (found.filled.template.outlet.value, ""))
    body = desk.body_name(found.whom.body) if found.whom.body else "the partner"
    return ("Who reads it", f"{who} {more}".format(body=body).strip())


def rests_row(found: Composed) -> Row:
    """On which facts the words rest, by their entries."""
    numbers = [each.standing.said[0].number for each in found.goes]
    shown = ", ".join(numbers[:_NUMBERS_SHOWN])
    more = f" and {len(numbers) - _NUMBERS_SHOWN} more" if len(numbers) > _NUMBERS_SHOWN else ""
    said = f"{_facts(len(numbers))}: {shown}{more}." if numbers else "No fact yet."
    left = f" {_facts(len(found.left))} left out by choice." if found.left else ""
    if any(each.is_unknown for each in found.left):
        left += " It does not say what is not known yet."
    return ("Facts it rests on", f"{said}{left} A fact that you type into the words counts as well.")


def way_rows() -> list[Row]:
    """How words reach the people of a list, from this desk."""
    here = works_here()
    sends = [each.words for each in Means if each in here and each is not Means.PHONE]
    by = f"this desk sends {_or(sends)}" if sends else "this desk has nothing to send with"
    how = (
        f"By the first means in each person's row, and if that fails by the next: {by}; whoever has nothing but a "
        "phone number is rung from a sheet on paper."
    )
    read = (
        "The subject and the words as they stand below. Under them each finds a code or link of their own, to say that "
        "they have read and understood."
    )
    return [
        ("Who gets it", "Everybody on the list below, once. Whom nothing reaches is shown before anything goes."),
        ("How it gets there", how),
        ("What they read", read),
    ]


def by_hand_rows() -> list[Row]:
    """How words leave that a person takes out."""
    return [
        ("How it gets there", "A person takes it there: read out, posted, put up, handed over. Nothing is sent."),
        ("What this page does", "It asks whether the words may go, and writes down where they went."),
    ]


def _facts(count: int) -> str:
    return f"{count} {'fact' if count == 1 else 'facts'}"


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
