"""What goes between our desk and partners', as the record has it.

Law: what lets more out than before is said by two people; what lets less out, by one.
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
from battlebox.desk.exchange.taking import TakenStep, steps_taken, take_step
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
    "SystemSaid",
    "TakenStep",
    "What",
    "answer_change",
    "change_of",
    "changes_of",
    "note_partner",
    "propose_change",
    "steps_taken",
    "take_step",
    "told_to",
    "worst",
]
