"""What a draft must say of itself before anybody prints it: its strictest label, and why it may not go as it stands.

Law: the same gate is asked as when the words are let go, for the same outlet and the same readers; the label is that of
the strictest fact that stands in the words, whoever typed them.
Not here: the gate (desk.message), letting words go, the paper (share).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from battlebox.desk.compose.filling import Composed
from battlebox.desk.compose.template import TemplateKind
from battlebox.desk.errors import DeskError
from battlebox.desk.message import passed
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell import Wordings, standing_of
from battlebox.marking import Tlp, WayOut, strictest

_A_DRAFT: Final = "a draft, which rests on nothing yet"


@dataclass(frozen=True, slots=True)
class Caution:
    """How far the words may travel at most, and what keeps them from going; None where nothing does."""

    label: Tlp
    bar: DeskError | None = None


def caution_of(sight: Sight, found: Composed) -> Caution:
    """What is to be said of composed words.

    Words for nobody in particular yet, and what stays with those in command here, go nowhere: they have a label alone.
    """
    template = found.filled.template
    text = f"{found.filled.subject}\n\n{found.filled.words}"
    # What the template takes from the record is nobody's to publish.
    least = found.rests().tlp if template.kind is TemplateKind.MESSAGE else Tlp.AMBER_STRICT
    label = (
        strictest((least, *(standing_of(sight, each).fact.tlp for each in Wordings.of(sight).within(text)))) or Tlp.RED
    )
    has_readers = template.outlet.way is WayOut.PUBLIC or bool(found.whom.body)
    if template.kind is TemplateKind.BRIEFING or not has_readers:
        return Caution(label)
    try:
        passed(sight, found.rests(why_none=_A_DRAFT, own=_A_DRAFT), text)
    except DeskError as wrong:
        return Caution(label, wrong)
    return Caution(label)
