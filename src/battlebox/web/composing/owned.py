"""Words that somebody made their own: which lines are in no fact, which facts in no line, and the reason for them.

Law: words as they were composed ask nothing; what is somebody's own is shown before it goes, with one field for why.
Not here: what counts as own (desk.compose), the gate (desk.message).
"""

from __future__ import annotations

from typing import Final

from django import forms

from battlebox.desk import DeskError
from battlebox.desk.compose import Composed, owned
from battlebox.desk.message import passed
from battlebox.desk.tell import Close, Wordings, close_to
from battlebox.web.composing.plain import Row
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm
from battlebox.web.telling.fact_words import close_lines, few_lines

SHOWN: Final = 12
LETTERS: Final = 160
WORDS_MAX: Final = 20_000
OUGHT: Final = "Some of these words are in no fact. Take the register's words, or say why they are yours"


class OwnField(forms.CharField):
    """Why the words are the body's own; asked only where they are."""

    def __init__(self) -> None:
        super().__init__(
            label="These words are ours: why, and who says that they are so",
            max_length=300,
            required=False,
        )


def own_rows(desk: AtDesk, found: Composed, form: PlainForm) -> list[Row]:
    """What of the words in a form is somebody's own, which the form then asks about; nothing where nothing is.

    A form that lets them go at once asks as well whether what they come close to, and may not go, was read (`minded`).
    """
    subject, text = (str(form[name].value() or "") for name in ("subject", "text"))
    # What is longer than the form takes is refused there.
    own = owned(desk.sight, found, subject, text) if len(text) <= WORDS_MAX else None
    if not own:
        del form.fields["own"]
        form.fields.pop("minded", None)
        return []
    # While it is read it is not needed: what may not leave at all is said first (own_missing).
    form.fields["own"].required = not form.is_bound
    rows, close = list[Row](), tuple[Close, ...]()
    if own.lines:
        many = f"{len(own.lines)} {'line' if len(own.lines) == 1 else 'lines'}, in no cleared fact:"
        rows.append(("Your own words", "\n".join([many, *few_lines([each[:LETTERS] for each in own.lines], SHOWN)])))
        close = close_to(Wordings.of(desk.sight), "\n".join(own.lines), found.filled.template.outlet, found.whom)
        if close:
            rows.append(
                ("They come close to", "\n".join([*close_lines(desk, close, SHOWN), "If they tell it, take them out."]))
            )
    if all(each.answer is None for each in close):
        form.fields.pop("minded", None)
    if own.facts:
        said = [f"{each.said[0].number}: {each.fact.outward}" for each in own.facts]
        counts = "They count as told in your own words, not as they stand."
        rows.append(("Facts not in the words", "\n".join([*few_lines(said, SHOWN), counts])))
    return rows


def own_missing(desk: AtDesk, found: Composed, form: PlainForm) -> bool:
    """Whether words are somebody's own and it is not said why; what may not leave at all is said before that."""
    if "own" not in form.fields:
        return False
    form.fields["own"].required = True
    said = form.cleaned_data
    # Words on no fact have said why already.
    if said["own"].strip() or (said.get("why_none", "").strip() and not found.goes):
        return False
    rests = found.rests(why_none=said.get("why_none", ""), own=OUGHT)
    try:
        passed(desk.sight, rests, f"{said['subject']}\n\n{said['text']}")
    except DeskError as wrong:
        form.add_error(None, desk.refusal(wrong))
    else:
        form.add_error("own", OUGHT)
    return True
