"""Running a drill: the board of its control room, and the short exercise for one officer alone.

Law: it shows what the record and the log hold, and decides nothing.
Not here: playing (drill/play), pages (web), the report afterwards.
"""

from battlebox.drill.control.board import Board, BoardRow, Stands, board_of
from battlebox.drill.control.errors import Code as ControlCode
from battlebox.drill.control.errors import ControlError
from battlebox.drill.control.looking_back import REPLAY, look_back, looked_back
from battlebox.drill.control.solo import Feedback, solo_feedback, solo_stepped
from battlebox.drill.control.stage import SCENARIO, Setting, Stage, story_start

__all__ = [
    "REPLAY",
    "SCENARIO",
    "Board",
    "BoardRow",
    "ControlCode",
    "ControlError",
    "Feedback",
    "Setting",
    "Stage",
    "Stands",
    "board_of",
    "look_back",
    "looked_back",
    "solo_feedback",
    "solo_stepped",
    "story_start",
]
