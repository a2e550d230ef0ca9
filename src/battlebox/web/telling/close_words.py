"""Words in a form that come close to a fact which may not go there: named, and asked about once.

Law: nothing is stopped by it; whoever sends the form again says that they have read which facts these are.
Not here: what is close (desk.tell), the gate itself, words of a message (composing.owned).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django import forms

from battlebox.desk.tell import Answered, Close, Outlet, Whom, Wordings, close_to
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.telling.fact_words import close_lines

_SHOWN: Final = 5
PRESS: Final = ((Outlet.PRESS, Whom()),)


class MindedField(forms.BooleanField):
    """Whether somebody read which facts the words come close to."""

    def __init__(self) -> None:
        super().__init__(
            label="The words do not tell these facts",
            error_messages={"required": "Read what these words come close to. If they tell it, take it out."},
        )


def ask_close(
    desk: AtDesk,
    form: DeskForm,
    fields: Iterable[str],
    places: Iterable[tuple[Outlet, Whom]],
    *,
    short: Answered | None = None,
) -> list[tuple[str, str]]:
    """What the words in those fields come close to, which the form's `minded` then asks about; nothing where nothing.

    A fact is named where it may not go to any of the `places`. `short` is what they tell with the question that they
    answer: of that the gate is asked, and no tick lets it go.
    """
    typed = "\n".join(str(form[each].value() or "") for each in fields).strip() if form.is_bound else ""
    asked, told = (short.question, short.facts) if short else ("", ())
    wordings, near = Wordings.of(desk.sight), dict[str, Close]()
    for outlet, whom in places if typed else ():
        near |= {each.standing.thing: each for each in close_to(wordings, typed, outlet, whom, asked=asked)}
    close = tuple(each for thing, each in near.items() if thing not in told)
    if not close:
        del form.fields["minded"]
        return []
    return [("They come close to", "\n".join(close_lines(desk, close, _SHOWN)))]
