"""The alarm about a partner who sends under ids that are another body's and that it may not see.

Law: one for each partner, with how many ids it is by now and the first of them; raised anew by what comes after it was
seen.
Not here: what is put aside (shelving.py), by a person (setting_aside.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.web.models import Alarm, IntelObject

_WORDS: Final = (
    "{by} sent under ids of another body's that {by} may not see: {many} by now, put aside and used for nothing. Ask "
    "{by} about it. battlebox share aside list names them; first: {first}"
)
_FIRST: Final = 2
"""So many ids fit into an alarm."""


def tell_of_guesses(home: str, by: str) -> None:
    """Say how many ids it is by now."""
    aside = IntelObject.objects.filter(ours=home, owner=by, is_disputed=True)
    many = aside.values("stix_id").distinct().count()
    # An id may be long, and the words of an alarm are cut where they are too many.
    first = ", ".join(dict.fromkeys(aside.order_by("pk").values_list("stix_id", flat=True)[:_FIRST]))
    Alarm.objects.tell_newest(f"taxii-aside:{by}", _WORDS.format(by=by, many=many, first=first), body=home)
