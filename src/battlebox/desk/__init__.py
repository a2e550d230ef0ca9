"""What we do: one function per decision, the only writer of the journal; and the brief those decisions rest on.

Law: imports only from rooms below.
Not here: screens and network.
"""

from battlebox.desk.actioncard import Ticked, card_of, cards_for, cards_in_use, take_card, tick
from battlebox.desk.actioncard_lists import CARDS, NOT_TO_TOUCH, Card, CardLine
from battlebox.desk.advice import (
    ABOUT,
    AdviceShown,
    ChoiceShown,
    DoneAsked,
    DownAsked,
    HitAsked,
    advice_of,
    show_advice,
    shown_of,
)
from battlebox.desk.advised import ELSE, carry_on, decide_on, propose_on, someone_named
from battlebox.desk.ask import Answer, Ask, Asking, Reply, answer_ask, ask_partner, asking, asks_of, to_ring
from battlebox.desk.brief import BodyKnown, Brief, Choice, Counsel, Orders, ReachWindow, ServiceLine, Tested, Window
from battlebox.desk.brief_findings import Findings, find, try_guesses
from battlebox.desk.brief_gold import GoldFacts
from battlebox.desk.brief_writing import with_tests, write_brief
from battlebox.desk.changes import changes_since
from battlebox.desk.conflict import Conflict, conflicts_of
from battlebox.desk.contacts import (
    Attempt,
    Call,
    CallList,
    Contact,
    Outcome,
    attempts_of,
    channels_now,
    contact_tree,
    partners_of,
    record_attempt,
    ring_now,
    suspects,
)
from battlebox.desk.containment import (
    Order,
    Stage,
    action_of,
    give_order,
    loses_memory,
    move_order,
    order_of,
    orders_of,
    stages_of,
    touched,
)
from battlebox.desk.copies import Copy, TakenIn, make_copy, take_copy
from battlebox.desk.cost import (
    COST_CODES,
    Cost,
    Total,
    Totals,
    correct_cost,
    costs_of,
    note_cost,
    pounds,
    totals_of,
    worked_hours,
)
from battlebox.desk.decision import Confidence, Considered, Decision, Known, correct_decision, make_decision
from battlebox.desk.demo import CAST, play_demo
from battlebox.desk.errors import Code as DeskCode
from battlebox.desk.errors import DeskError
from battlebox.desk.fallback import Fallback, StaffBill, bill_doubts, fallbacks_of, invoke, staff_bill
from battlebox.desk.figures import Asked, Figures, last_number, price, work_out
from battlebox.desk.first_minutes import LOOK_AGAIN_AFTER, Ring, first_calls, to_talk_on, trusted_channels
from battlebox.desk.handover import (
    HandedOver,
    HandOver,
    Signature,
    draft_handover,
    handover_of,
    handovers_of,
    key_back,
    take_over,
    write_handover,
)
from battlebox.desk.incident import Course, State, break_seal, course_of, open_incident, stand
from battlebox.desk.installation import Installation
from battlebox.desk.joint import JointSight
from battlebox.desk.known import Knowledge, known_of
from battlebox.desk.logbook import Filter, LogLine, LogPage, Note, correct_note, entry_of, log_page, write_note
from battlebox.desk.naming import Names
from battlebox.desk.neighbourhood import MOST, Neighbour, Neighbourhood, Side, Tie, neighbourhood_of
from battlebox.desk.neighbourhood import Line as DrawnLine
from battlebox.desk.next_steps import next_steps
from battlebox.desk.officer import MAY, Act, Officer, Role, Someone
from battlebox.desk.opening import Chosen, FirstWords, open_from_cold
from battlebox.desk.outage import Cause, Condition, Observation, Spell, observe, observed
from battlebox.desk.overview import Overview, overview_of
from battlebox.desk.pack import blank_pack, checkpoint_for_pack, pack_of
from battlebox.desk.pack_page import Pack
from battlebox.desk.picture import Clock, Picture, Plight, ServicePlight, picture_of, would_stop
from battlebox.desk.proof import Sheet as CheckpointSheet
from battlebox.desk.proof import Verified, checkpoints_of, held_by, print_checkpoint, verify_record
from battlebox.desk.proof import sheet_of as checkpoint_sheet
from battlebox.desk.proposal import Proposal, Proposed, proposals_of, propose, proposed, withdraw
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
from battlebox.desk.reach_outcome import Fate, Past, Reached, history_of, outcomes_of, record_outcome
from battlebox.desk.reach_page import (
    RegisterPage,
    RegisterRow,
    SheetLine,
    SheetPage,
    blank_pages,
    pages_of,
    register_of,
)
from battlebox.desk.reach_person import Level, Person, is_first
from battlebox.desk.reach_sheet import (
    Printing,
    Sheet,
    SheetState,
    SheetTick,
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
from battlebox.desk.readiness import GapGroup, readiness
from battlebox.desk.record import Line, Record, Saved
from battlebox.desk.review import (
    Decided,
    Dissent,
    Review,
    Verdict,
    decided,
    decisions_of,
    dissent_from,
    open_decisions,
    review_decision,
)
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
    tables_as_adopted,
    tables_in_use,
)
from battlebox.desk.role import Holding, Worked, give_role, holding_of, holdings_of, relieve, take_role, worked
from battlebox.desk.section import Section, Table
from battlebox.desk.section_text import from_text as sections_from_text
from battlebox.desk.section_text import to_text as sections_to_text
from battlebox.desk.sight import Handling, Sight, Stated
from battlebox.desk.sitrep import Report, draft_report, issue_report, last_report, report_of, reports_of
from battlebox.desk.sitrep_page import ReportForm, ReportPage, report_page
from battlebox.desk.step import Step, Urgency
from battlebox.desk.suspicion import Belief, Chance, Subject, Suspicion, beliefs_of, spoken_of, state_suspicion
from battlebox.desk.task import (
    Link,
    NewTask,
    Progress,
    Task,
    TaskChange,
    by_urgency,
    change_task,
    mine,
    open_task,
    overdue,
    task_of,
    tasks_of,
    unowned,
)
from battlebox.desk.terms import CAPTURED, NOT_CAPTURED, POWER_OFF, OrderTerms, lapses, late_words, terms_of

# fmt: off
__all__ = [
    "ABOUT", "CAPTURED", "CARDS", "CAST", "COST_CODES", "DPIA_OPENING", "DPIA_PARTS", "DPIA_TITLE", "ELSE",
    "LOOK_AGAIN_AFTER", "MAY", "MOST", "NOT_CAPTURED", "NOT_TO_TOUCH", "POWER_OFF", "Act", "AdviceShown", "Answer",
    "Ask", "Asked", "Asking", "Attempt", "Belief", "BodyKnown", "Brief", "Brought", "Call", "CallList", "Card",
    "CardLine", "Cause", "Cell", "Chance", "CheckpointSheet", "Choice", "ChoiceShown", "Chosen", "Clock",
    "Condition", "Confidence", "Conflict", "Considered", "Contact", "Copy", "Cost", "Counsel", "Course", "Decided",
    "Decision", "DeskCode", "DeskError", "Dissent", "DoneAsked", "DownAsked", "DrawnLine", "Extract",
    "ExtractFaults", "Fallback", "Fate", "Fault", "Figures", "Filter", "Findings", "FirstWords", "GapGroup",
    "GoldFacts", "HandOver", "HandedOver", "Handling", "HitAsked", "Holder", "Holding", "InUse", "Installation",
    "JointSight", "Keys", "Knowledge", "Known", "Level", "Line", "Link", "ListCourse", "LogLine", "LogPage",
    "Means", "Named", "Names", "Neighbour", "Neighbourhood", "NewTask", "Note", "Observation", "Officer", "Opened",
    "Order", "OrderTerms", "Orders", "Outcome", "Overview", "Pack", "Past", "PatchCount", "Person", "Picture",
    "Plight", "Printing", "Progress", "Proof", "Proposal", "Proposed", "ReachCount", "ReachWindow", "Reached",
    "Record", "RegisterPage", "RegisterRow", "Reply", "Report", "ReportForm", "ReportPage", "Review", "Revisions",
    "Ring", "Role", "Saved", "Section", "ServiceLine", "ServicePlight", "Sheet", "SheetLine", "SheetPage",
    "SheetState", "SheetTick", "Side", "Sight", "Signature", "Someone", "Spell", "StaffBill", "Stage", "State",
    "Stated", "Step", "Subject", "Suspicion", "Table", "TakenIn", "Tally", "Task", "TaskChange", "Terms", "Tested",
    "Ticked", "Tie", "Total", "Totals", "Urgency", "Verdict", "Verified", "Way", "Whereabouts", "Window", "Worked",
    "action_of", "adopt_estate", "advice_of", "agree_to_removal", "also_on", "answer_ask", "ask_partner",
    "ask_removal_of_keys", "asking", "asks_of", "attempts_of", "beliefs_of", "bill_doubts", "blank_pack",
    "blank_pages", "break_seal", "bring_in", "by_patch", "by_urgency", "card_of", "cards_for", "cards_in_use",
    "carry_on", "cells_of", "change_task", "changes_since", "channels_now", "checkpoint_for_pack",
    "checkpoint_sheet", "checkpoints_of", "close_list", "conflicts_of", "contact_tree", "correct_cell",
    "correct_cost", "correct_decision", "correct_note", "costs_of", "count_of", "counts_of", "course_of",
    "course_of_list", "decide_on", "decided", "decisions_of", "dissent_from", "dpia_page", "draft_handover",
    "draft_report", "entry_of", "estate_in_use", "extend", "fallbacks_of", "find", "first_calls", "give_order",
    "give_role", "hand_out", "handover_of", "handovers_of", "held_by", "history_of", "holding_of", "holdings_of",
    "invoke", "is_first", "issue_report", "key_back", "keys_of", "keys_to_remove", "known_of", "lapses",
    "last_number", "last_report", "late_words", "lists_of", "log_page", "lose_sheet", "loses_memory", "make_copy",
    "make_decision", "mine", "move_order", "neighbourhood_of", "next_steps", "note_cost", "observe", "observed",
    "open_decisions", "open_from_cold", "open_incident", "open_list", "open_task", "order_of", "orders_of",
    "outcomes_of", "overdue", "overview_of", "own_list", "pack_of", "pages_of", "partners_of", "picture_of",
    "play_demo", "pounds", "price", "print_checkpoint", "print_sheets", "proposals_of", "propose", "propose_on",
    "proposed", "question_now", "read_extract", "readiness", "record_attempt", "record_by_sheet", "record_outcome",
    "register_of", "relieve", "replace_holder", "report_of", "report_page", "reports_of", "return_sheet",
    "review_decision", "revision_of", "ring_now", "sections_from_text", "sections_to_text", "share_list",
    "sheet_of", "sheets_of", "show_advice", "shown_of", "someone_named", "spoken_of", "staff_bill", "stages_of",
    "stand", "state_suspicion", "suspects", "tables_as_adopted", "tables_in_use", "take_card", "take_copy",
    "take_over", "take_role",
    "task_of", "tasks_of", "terms_of", "tick", "to_ring", "to_talk_on", "totals_of", "touched", "trusted_channels",
    "try_guesses", "unowned", "verify_record", "with_tests", "withdraw", "work_out", "worked", "worked_hours",
    "would_stop", "write_brief", "write_handover", "write_note",
]
# fmt: on
