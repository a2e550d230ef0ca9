"""What is rehearsed: scenarios as frozen values, on parts that any estate can fill.

Law: a scenario is whole or it is refused, with the place of every mistake.
Not here: the attacker who moves behind it, playing it, judging how it was played.
"""

from battlebox.drill.scenario.branch import Branch
from battlebox.drill.scenario.cast import Cast, Filled
from battlebox.drill.scenario.casting import cast, players
from battlebox.drill.scenario.errors import Code as ScenarioCode
from battlebox.drill.scenario.errors import ScenarioError, ScenarioMistakes
from battlebox.drill.scenario.event import BY_ATTACKER, EventKind, WorldEvent
from battlebox.drill.scenario.inject import Attachment, By, Expected, Inject, Measure, Scores
from battlebox.drill.scenario.part import PLAYER, Part, PartKind, Pick
from battlebox.drill.scenario.reading import FILE_BYTES_MAX, scenario_of_bytes, scenario_of_file
from battlebox.drill.scenario.remarks import Remark, remarks
from battlebox.drill.scenario.scenario import FORMAT, Attack, Objective, Scenario, Weekday
from battlebox.drill.scenario.sheet import due, run_sheet
from battlebox.drill.scenario.shelf import SHIPPED, find_scenario, scenario_file, shipped
from battlebox.drill.scenario.sign import Answer, Sign
from battlebox.drill.scenario.told import cast_told, listed, told
from battlebox.drill.scenario.too_slow import TooSlow, too_slow
from battlebox.drill.scenario.undecided import Undecided, undecided

__all__ = [
    "BY_ATTACKER",
    "FILE_BYTES_MAX",
    "FORMAT",
    "PLAYER",
    "SHIPPED",
    "Answer",
    "Attachment",
    "Attack",
    "Branch",
    "By",
    "Cast",
    "EventKind",
    "Expected",
    "Filled",
    "Inject",
    "Measure",
    "Objective",
    "Part",
    "PartKind",
    "Pick",
    "Remark",
    "Scenario",
    "ScenarioCode",
    "ScenarioError",
    "ScenarioMistakes",
    "Scores",
    "Sign",
    "TooSlow",
    "Undecided",
    "Weekday",
    "WorldEvent",
    "cast",
    "cast_told",
    "due",
    "find_scenario",
    "listed",
    "players",
    "remarks",
    "run_sheet",
    "scenario_file",
    "scenario_of_bytes",
    "scenario_of_file",
    "shipped",
    "told",
    "too_slow",
    "undecided",
]
