"""Words in a form that come close to a fact which may not go there: named, and asked about once.

Law: nothing is stopped by it; whoever sends the form again says that they have read which facts these are.
Not here: what is close (desk.tell), the gate itself, words of a message (composing.owned).
"""

from __future__ import annotations

from typing import Final

from django import forms

from battlebox.desk.tell import Answered, Outlet, Whom, Wordings, close_to
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm
from battlebox.web.telling.fact_words import close_lines

_SHOWN: Final = 5


class MindedField(forms.BooleanField):
    """Whether somebody read which facts the words come close to."""

    def __init__(self) -> None:
        super().__init__(
            label="The words do not tell these facts",
            error_messages={"required": "Read what these words come close to. If they tell it, take it out."},
        )


def ask_close(
    desk: AtDesk, form: PlainForm, words: str, outlet: Outlet, *, short: Answered | None = None
) -> list[tuple[str, str]]:
    """What the words in that field come close to, which the form's `minded` then asks about; nothing where nothing.

    `short` is what they tell with the question that they answer: of that the gate is asked, and no tick lets it go.
    """
    typed = str(form[words].value() or "") if form.is_bound else ""
    asked, told = (short.question, short.facts) if short else ("", ())
    near = close_to(Wordings.of(desk.sight), typed, outlet, Whom(), asked=asked) if typed else ()
    close = tuple(each for each in near if each.standing.thing not in told)
    if not close:
        del form.fields["minded"]
        return []
    return [("They come close to", "\n".join(close_lines(desk, close, _SHOWN)))]
