"""The alarm for a desk that does not count: an old copy of its folder was put back, or nobody enrolled its key.

Law: one alarm for each key, for the admins of the body whose key it is.
Not here: the notice on the pages of the incident, with the six words (templates/desk/base.html).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.record import Installation, card_to_enrol
from battlebox.web.models import Alarm

WORDS: Final = (
    "What your body saves at this desk does not count: the desk's key for it is new, and nobody enrolled it. Was an "
    "old copy of the data folder put back? The pages of its incident say so at the top, with the six words for the "
    "admin who enrols it."
)


def alarm_unenrolled(installation: Installation) -> int:
    """Alarm for every key of this desk that is not believed, once each; how many."""
    found = 0
    for name in installation.incidents:
        record = installation.record(name)
        for body in sorted(record.bodies):
            card = card_to_enrol(record, body)
            key = f"unenrolled:{name[:40]}:{card.words}"[:120] if card is not None else ""
            if key and not Alarm.objects.filter(key=key).exists():
                Alarm.objects.create(key=key, words=WORDS, body=body)
                found += 1
    return found
