"""Messages in the demonstration: a memo with who was told, answered or was not reached, and a press line put aside.

Law: as the rest of the demonstration it goes through the desk's own functions; it is for offices and not for people,
at numbers and addresses that are kept for fiction, and what came of it is written down and was sent to nobody.
Not here: the rest of the three hours (desk.command).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from battlebox.desk.command import Script
from battlebox.desk.compose.filling import Composed, compose
from battlebox.desk.compose.kept import KeptDraft, keep_draft
from battlebox.desk.compose.own_words import OwnWords, own_words_of, write_own_words
from battlebox.desk.compose.template import Field, shipped_templates
from battlebox.desk.message import (
    Answer,
    Came,
    Claim,
    How,
    Means,
    Outcome,
    key_back,
    messages_of,
    note_answers,
    note_claims,
    note_outcomes,
    order_message,
    print_sheet,
    read_roll,
)
from battlebox.desk.tell import Whom

BODY: Final = "rbkc"
WHO: Final = "rbkc.words"
STAFF: Final = """person,name,notify_text,mail,phone
s-01,Head of housing,07700 900101,housing@example.org,020 7946 0101
s-02,Head of social care,07700 900102,care@example.org,020 7946 0102
s-03,Duty manager: telecare,07700 900103,,020 7946 0103
s-04,Duty manager: child front door,07700 900104,,020 7946 0104
s-05,Town hall desk lead,07700 900105,desk@example.org,
s-06,Contact centre lead,07700 900106,contact@example.org,020 7946 0106
s-07,Parking lead,,parking@example.org,
s-08,Waste lead,,waste@example.org,
s-09,Registrar,07700 900109,,020 7946 0109
s-10,Libraries lead,,libraries@example.org,
s-11,Schools liaison,,,020 7946 0111
s-12,Night porter,,,020 7946 0112
s-13,Mortuary duty officer,07700 900113,,
s-14,Agency desk,,,
"""
OWN: Final = OwnWords(
    update="at noon, and whenever something changes",
    numbers="020 7946 0199, for urgent help",
    check="Ring us on a number that you already have, such as one from an old letter or bill, and ask.",
    office="Communications",
    contact="Information governance, for the data protection officer, 020 7946 0107",
    staff_numbers="020 7946 0100 for staff, 020 7946 0199 for residents who need help",
    staff_check="Ring 020 7946 0100, the number on the back of your staff card.",
)
_WRONG: Final = "s-13"
"""Whose only number the provider refuses."""
_UNDERSTOOD: Final = ("s-01", "s-02", "s-04", "s-05", "s-07")


def staff_memo(script: Script) -> None:
    """The memo of the second hour."""
    script.step(121, lambda: write_own_words(script.record, script.cast[WHO], OWN))
    script.step(124, lambda: _order(script))
    script.step(125, lambda: _tried(script))
    script.step(127, lambda: _rung(script))
    script.step(139, lambda: _answered(script))
    script.step(174, lambda: _put_aside(script))


def _put_aside(script: Script) -> None:
    """A press line that waits for somebody: one wrote it, another changed it."""
    found = _composed(script, "press-line", Whom())
    facts = tuple(each.standing.thing for each in found.goes)
    first = KeptDraft("press-line", "Answer to the reporter", found.filled.words, facts)
    kept = keep_draft(script.record, script.cast[WHO], first)
    again = replace(first, words=f"{first.words}\nWe do not comment on who is behind it.", why="asked for by Gold")
    keep_draft(script.record, script.cast["rbkc.silver"], again, thing=kept.thing)


def _composed(script: Script, name: str, whom: Whom) -> Composed:
    sight = script.sight(WHO)
    template = next(each for each in shipped_templates() if each.id == name)
    (own,) = own_words_of(sight, BODY)
    return compose(
        sight, template, whom, {**own.value.fields(template), Field.BODY: script.estate.body_by_id[BODY].name}
    )


def _order(script: Script) -> None:
    found = _composed(script, "staff-memo", Whom(BODY))
    roll = read_roll(STAFF, Means)
    order_message(
        script.record,
        script.cast[WHO],
        roll,
        found.rests(),
        subject=found.filled.subject,
        text=found.filled.words,
        without_seen=len(roll.without),
        answer_by=script.after(150),
    )


def _memo(script: Script) -> str:
    return messages_of(script.sight(WHO))[-1][0]


def _tried(script: Script) -> None:
    """Everybody by their first means, and after a failure by the next, but for those who are rung."""
    claims, came = [], []
    for each in read_roll(STAFF, Means).people:
        for place, address in enumerate(each.addresses[:1]):
            if address.means is Means.PHONE:
                continue
            refused = each.person == _WRONG
            outcome = Outcome.REFUSED if refused else Outcome.TOLD
            note = "no such number" if refused else f"practice-{each.person}"
            claims.append(Claim(each.person, place, address.means))
            came.append(Came(each.person, place, address.means, outcome, script.after(125), note))
    note_claims(script.record, BODY, _memo(script), claims)
    note_outcomes(script.record, BODY, _memo(script), came)


def _rung(script: Script) -> None:
    """Those who have a phone number alone, from a sheet: one was spoken to, of the other no reply."""
    officer, memo = script.cast[WHO], _memo(script)
    people = [each for each in read_roll(STAFF, Means).people if {one.means for one in each.addresses} == {Means.PHONE}]
    claims = [Claim(each.person, 0, Means.PHONE) for each in people]
    _, number = print_sheet(script.record, officer, memo, claims)
    said = ((Outcome.TOLD, "spoken to"), (Outcome.REFUSED, "no reply"))
    came = [
        Came(each.person, 0, Means.PHONE, outcome, script.after(127), f"{what}, sheet {number}")
        for each, (outcome, what) in zip(people, said, strict=True)
    ]
    key_back(script.record, officer, memo, came, [people[0].person])


def _answered(script: Script) -> None:
    answers = [Answer(person, How.CODE, script.after(139)) for person in _UNDERSTOOD]
    note_answers(script.record, BODY, _memo(script), answers)
