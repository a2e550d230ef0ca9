"""What goes between our desk and partners', as the record has it.

Law: what lets more out than before is said by two people; what lets less out, by one; nothing that comes in counts
before a person took it up.
Not here: whether a thing may go (share.release), tables and pages (web).
"""

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
    "AskSaid",
    "Asked",
    "Change",
    "FactSaid",
    "OrderSaid",
    "PartnerStatus",
    "Said",
    "ServiceSaid",
    "SignSaid",
    "StateSaid",
    "Suggestion",
    "SystemSaid",
    "TakenStep",
    "Telling",
    "What",
    "answer_change",
    "change_of",
    "changes_of",
    "is_shared",
    "is_told",
    "note_partner",
    "propose_change",
    "set_aside",
    "steps_taken",
    "stop_telling",
    "suggestions_of",
    "take_step",
    "take_suggestion",
    "telling_to",
    "told_partners",
    "told_to",
    "worst",
]
