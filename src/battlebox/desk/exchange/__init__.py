"""What goes between our desk and partners', as the record has it.

Law: what lets more out than before is said by two people; what lets less out, by one; nothing that comes in counts
before a person took it up.
Not here: whether a thing may go (share.release), tables and pages (web).
"""

from battlebox.desk.exchange.bulletin_facts import FactLine, Offered, offered_for
from battlebox.desk.exchange.bulletin_heard import (
    SILENT_AFTER,
    Heard,
    bulletin_acknowledged,
    heard_of,
    is_silent,
    silent_in,
    waits_for,
)
from battlebox.desk.exchange.bulletin_received import (
    ReceivedBulletin,
    bulletin_received,
    newer_than,
    received_bulletin,
    received_of,
    tasked,
    tasks_of_bulletin,
)
from battlebox.desk.exchange.bulletin_sent import (
    PLACE,
    SentBulletin,
    SignedFile,
    Wanted,
    bulletin_sent,
    next_number,
    ready_bulletin,
    sent_bulletin,
    sent_of,
)
from battlebox.desk.exchange.change import (
    Asked,
    Change,
    What,
    answer_change,
    change_of,
    changes_of,
    note_partner,
    propose_change,
)
from battlebox.desk.exchange.partner_status import (
    AskSaid,
    FactSaid,
    OrderSaid,
    PartnerStatus,
    Said,
    ServiceSaid,
    SignSaid,
    StateSaid,
    SystemSaid,
    worst,
)
from battlebox.desk.exchange.suggestion import Suggestion, is_shared, set_aside, suggestions_of, take_suggestion
from battlebox.desk.exchange.taking import TakenStep, steps_taken, take_step
from battlebox.desk.exchange.telling import Telling, is_told, stop_telling, telling_to, told_partners
from battlebox.desk.exchange.told import told_to

__all__ = [
    "PLACE",
    "SILENT_AFTER",
    "AskSaid",
    "Asked",
    "Change",
    "FactLine",
    "FactSaid",
    "Heard",
    "Offered",
    "OrderSaid",
    "PartnerStatus",
    "ReceivedBulletin",
    "Said",
    "SentBulletin",
    "ServiceSaid",
    "SignSaid",
    "SignedFile",
    "StateSaid",
    "Suggestion",
    "SystemSaid",
    "TakenStep",
    "Telling",
    "Wanted",
    "What",
    "answer_change",
    "bulletin_acknowledged",
    "bulletin_received",
    "bulletin_sent",
    "change_of",
    "changes_of",
    "heard_of",
    "is_shared",
    "is_silent",
    "is_told",
    "newer_than",
    "next_number",
    "note_partner",
    "offered_for",
    "propose_change",
    "ready_bulletin",
    "received_bulletin",
    "received_of",
    "sent_bulletin",
    "sent_of",
    "set_aside",
    "silent_in",
    "steps_taken",
    "stop_telling",
    "suggestions_of",
    "take_step",
    "take_suggestion",
    "tasked",
    "tasks_of_bulletin",
    "telling_to",
    "told_partners",
    "told_to",
    "waits_for",
    "worst",
]
