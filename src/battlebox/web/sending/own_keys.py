"""Alarms about a desk's own key: it does not count yet, or the folder was copied and both copies went on writing.

Law: one alarm for each key, for the admins of the body whose key it is.
Not here: the notice on the pages of the incident, with the six words (templates/desk/base.html).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.record import AGAIN, Installation, card_to_enrol
from battlebox.web.models import Alarm

WORDS: Final = (
    "What your body saves at this desk does not count yet: the desk's key for it is new, because the record came on a "
    "stick or an old copy of the data folder was put back, and nobody enrolled it. The pages of its incident say so at "
    "the top, with the six words for the admin who enrols it."
)


def alarm_unenrolled(installation: Installation) -> int:
    """Alarm for every key of this desk that is not believed, once each; how many."""
    found = 0
    for name in installation.incidents:
        record = installation.record(name)
        for body in sorted(record.bodies):
            card = card_to_enrol(record, body)
            if card is None:
                # It was enrolled since: the alarm is over, and stays to be read.
                Alarm.objects.over(f"unenrolled:{name[:40]}:", body)
            else:
                found += Alarm.objects.tell_once(f"unenrolled:{name[:40]}:{card.words}", WORDS, body=body)
    return found


def alarm_forked(installation: Installation) -> int:
    """Alarm for every key under which two copies wrote, once for each body at this desk; how many."""
    found = 0
    for name in installation.incidents:
        record = installation.record(name)
        mine = {record.key_of(body) for body in record.bodies}
        for forked in sorted(record.journal.forked):
            desk = record.standing.name_of(forked) or "one desk"
            again = f" {AGAIN}." if forked in mine else ""
            words = (
                f"Two copies of {desk} went on writing, so two entries bear one number in the log. Both stay: "
                f"read them side by side, and find out which copy is in use.{again}"
            )
            for body in sorted(record.bodies):
                found += Alarm.objects.tell_once(f"forked:{name[:16]}:{forked[:16]}:{body}", words, body=body)
    return found
