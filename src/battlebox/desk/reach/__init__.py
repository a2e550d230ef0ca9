"""People who must be reached: lists sealed to two key holders, numbered sheets, outcomes.

Law: a name is readable to whoever opened the list, on the sheets they print, and nowhere else.
Not here: their papers' layout (share).
"""

from battlebox.desk.reach.count import PatchCount, ReachCount, Tally, also_on, by_patch, count_of, counts_of
from battlebox.desk.reach.dpia import OPENING as DPIA_OPENING
from battlebox.desk.reach.dpia import PARTS as DPIA_PARTS
from battlebox.desk.reach.dpia import TITLE as DPIA_TITLE
from battlebox.desk.reach.dpia import dpia_page
from battlebox.desk.reach.extract import Extract, ExtractFaults, Fault, read_extract
from battlebox.desk.reach.keys import Holder, Keys, Means, Proof
from battlebox.desk.reach.outcome import Fate, Past, Reached, histories_of, history_of, outcomes_of, record_outcome
from battlebox.desk.reach.page import (
    RegisterPage,
    RegisterRow,
    SheetLine,
    SheetPage,
    blank_pages,
    pages_of,
    register_of,
)
from battlebox.desk.reach.person import Level, Person, is_first
from battlebox.desk.reach.reach_list import (
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
from battlebox.desk.reach.sheet import (
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
from battlebox.desk.reach.shred import agree_to_removal, ask_removal_of_keys, close_list, keys_to_remove
from battlebox.desk.reach.told import TITLE as TOLD_TITLE
from battlebox.desk.reach.told import told_of

__all__ = [
    "DPIA_OPENING",
    "DPIA_PARTS",
    "DPIA_TITLE",
    "TOLD_TITLE",
    "Brought",
    "Extract",
    "ExtractFaults",
    "Fate",
    "Fault",
    "Holder",
    "Keys",
    "Level",
    "ListCourse",
    "Means",
    "Opened",
    "Past",
    "PatchCount",
    "Person",
    "Printing",
    "Proof",
    "ReachCount",
    "Reached",
    "RegisterPage",
    "RegisterRow",
    "Sheet",
    "SheetLine",
    "SheetPage",
    "SheetState",
    "SheetTick",
    "Tally",
    "Terms",
    "Way",
    "Whereabouts",
    "agree_to_removal",
    "also_on",
    "ask_removal_of_keys",
    "blank_pages",
    "bring_in",
    "by_patch",
    "close_list",
    "count_of",
    "counts_of",
    "course_of_list",
    "dpia_page",
    "extend",
    "hand_out",
    "histories_of",
    "history_of",
    "is_first",
    "keys_of",
    "keys_to_remove",
    "lists_of",
    "lose_sheet",
    "open_list",
    "outcomes_of",
    "own_list",
    "pages_of",
    "print_sheets",
    "read_extract",
    "record_by_sheet",
    "record_outcome",
    "register_of",
    "replace_holder",
    "return_sheet",
    "share_list",
    "sheet_of",
    "sheets_of",
    "told_of",
]
