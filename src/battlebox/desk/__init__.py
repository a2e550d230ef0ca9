"""What we do: one function per decision, the only writer of the journal; and the brief those decisions rest on.

Law: imports only from rooms below.
Not here: screens and network.
"""

from battlebox.desk.brief import BodyKnown, Brief, Choice, Counsel, Orders, ReachWindow, ServiceLine, Tested, Window
from battlebox.desk.brief_findings import Findings, find, try_guesses
from battlebox.desk.brief_writing import with_tests, write_brief
from battlebox.desk.changes import changes_since
from battlebox.desk.containment import Order, Stage, give_order, move_order, order_of, orders_of, stages_of, touched
from battlebox.desk.errors import Code as DeskCode
from battlebox.desk.errors import DeskError
from battlebox.desk.fallback import Fallback, StaffBill, fallbacks_of, invoke, staff_bill
from battlebox.desk.first_minutes import LOOK_AGAIN_AFTER, NOT_TO_TOUCH, Ring, first_calls, to_talk_on, trusted_channels
from battlebox.desk.incident import Course, State, course_of, open_incident, stand
from battlebox.desk.installation import Installation
from battlebox.desk.known import Known, known_of
from battlebox.desk.next_steps import next_steps
from battlebox.desk.officer import MAY, Act, Officer, Role
from battlebox.desk.opening import Chosen, FirstWords, open_from_cold
from battlebox.desk.outage import Cause, Condition, Observation, Spell, observe, observed
from battlebox.desk.picture import Clock, Picture, Plight, ServicePlight, picture_of
from battlebox.desk.question import question_now
from battlebox.desk.reach_count import PatchCount, ReachCount, Tally, also_on, by_patch, count_of, counts_of
from battlebox.desk.reach_dpia import OPENING as DPIA_OPENING
from battlebox.desk.reach_dpia import PARTS as DPIA_PARTS
from battlebox.desk.reach_dpia import TITLE as DPIA_TITLE
from battlebox.desk.reach_dpia import dpia_page
from battlebox.desk.reach_extract import Extract, ExtractFaults, Fault, read_extract
from battlebox.desk.reach_keys import Holder, Keys, Means, Proof
from battlebox.desk.reach_list import (
    Brought,
    ListCourse,
    Opened,
    Terms,
    bring_in,
    course_of_list,
    extend,
    keys_of,
    lists_of,
    open_list,
    own_list,
    replace_holder,
    share_list,
)
from battlebox.desk.reach_outcome import Fate, Outcome, Past, history_of, outcomes_of, record_outcome
from battlebox.desk.reach_page import RegisterPage, RegisterRow, SheetLine, SheetPage, pages_of, register_of
from battlebox.desk.reach_person import Level, Person, is_first
from battlebox.desk.reach_sheet import (
    Printing,
    Sheet,
    SheetState,
    Ticked,
    Way,
    Whereabouts,
    hand_out,
    lose_sheet,
    print_sheets,
    record_by_sheet,
    return_sheet,
    sheet_of,
    sheets_of,
)
from battlebox.desk.reach_shred import agree_to_removal, ask_removal_of_keys, close_list, keys_to_remove
from battlebox.desk.record import Line, Record, Saved
from battlebox.desk.revision import (
    Cell,
    InUse,
    Named,
    Revisions,
    adopt_estate,
    cells_of,
    correct_cell,
    estate_in_use,
    revision_of,
)
from battlebox.desk.sight import Handling, Sight, Stated
from battlebox.desk.step import Step, Urgency
from battlebox.desk.suspicion import Belief, Chance, Subject, Suspicion, beliefs_of, spoken_of, state_suspicion

__all__ = [
    "DPIA_OPENING",
    "DPIA_PARTS",
    "DPIA_TITLE",
    "LOOK_AGAIN_AFTER",
    "MAY",
    "NOT_TO_TOUCH",
    "Act",
    "Belief",
    "BodyKnown",
    "Brief",
    "Brought",
    "Cause",
    "Cell",
    "Chance",
    "Choice",
    "Chosen",
    "Clock",
    "Condition",
    "Counsel",
    "Course",
    "DeskCode",
    "DeskError",
    "Extract",
    "ExtractFaults",
    "Fallback",
    "Fate",
    "Fault",
    "Findings",
    "FirstWords",
    "Handling",
    "Holder",
    "InUse",
    "Installation",
    "Keys",
    "Known",
    "Level",
    "Line",
    "ListCourse",
    "Means",
    "Named",
    "Observation",
    "Officer",
    "Opened",
    "Order",
    "Orders",
    "Outcome",
    "Past",
    "PatchCount",
    "Person",
    "Picture",
    "Plight",
    "Printing",
    "Proof",
    "ReachCount",
    "ReachWindow",
    "Record",
    "RegisterPage",
    "RegisterRow",
    "Revisions",
    "Ring",
    "Role",
    "Saved",
    "ServiceLine",
    "ServicePlight",
    "Sheet",
    "SheetLine",
    "SheetPage",
    "SheetState",
    "Sight",
    "Spell",
    "StaffBill",
    "Stage",
    "State",
    "Stated",
    "Step",
    "Subject",
    "Suspicion",
    "Tally",
    "Terms",
    "Tested",
    "Ticked",
    "Urgency",
    "Way",
    "Whereabouts",
    "Window",
    "adopt_estate",
    "agree_to_removal",
    "also_on",
    "ask_removal_of_keys",
    "beliefs_of",
    "bring_in",
    "by_patch",
    "cells_of",
    "changes_since",
    "close_list",
    "correct_cell",
    "count_of",
    "counts_of",
    "course_of",
    "course_of_list",
    "dpia_page",
    "estate_in_use",
    "extend",
    "fallbacks_of",
    "find",
    "first_calls",
    "give_order",
    "hand_out",
    "history_of",
    "invoke",
    "is_first",
    "keys_of",
    "keys_to_remove",
    "known_of",
    "lists_of",
    "lose_sheet",
    "move_order",
    "next_steps",
    "observe",
    "observed",
    "open_from_cold",
    "open_incident",
    "open_list",
    "order_of",
    "orders_of",
    "outcomes_of",
    "own_list",
    "pages_of",
    "picture_of",
    "print_sheets",
    "question_now",
    "read_extract",
    "record_by_sheet",
    "record_outcome",
    "register_of",
    "replace_holder",
    "return_sheet",
    "revision_of",
    "share_list",
    "sheet_of",
    "sheets_of",
    "spoken_of",
    "staff_bill",
    "stages_of",
    "stand",
    "state_suspicion",
    "to_talk_on",
    "touched",
    "trusted_channels",
    "try_guesses",
    "with_tests",
    "write_brief",
]
