"""The scenarios that ship with Battlebox, and finding one by its name or its file.

Law: a file that exists is taken before a shipped name.
Not here: reading a file (reading.py).
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

from battlebox.drill.scenario.errors import Code, ScenarioError
from battlebox.drill.scenario.reading import scenario_of_bytes, scenario_of_file
from battlebox.drill.scenario.scenario import Scenario
from battlebox.estate import Near

SHIPPED: Final = (
    *("west-london", "partner-warns-you", "your-data-in-their-estate", "shared-supplier-down", "saturday-ransomware"),
    *("backups-deleted", "false-alarm", "payroll-in-48-hours", "leak-after-recovery"),
)
"""The ids of those that ship, in the order in which one would play them."""
_SHOWN: Final = 60


@cache
def shipped(name: str) -> Scenario:
    """One of those that ship. Raises KeyError for another name: a fault of ours."""
    if name not in SHIPPED:
        raise KeyError(name)
    file = resources.files("battlebox.drill.scenario") / "shipped" / f"{name}.toml"
    return scenario_of_bytes(file.read_bytes(), f"{name}.toml")


def scenario_file(name: str) -> bytes:
    """The bytes of the file in which `find_scenario` finds it. Raises as that does."""
    found = find_scenario(name)
    path = Path(name)
    if path.exists():
        return path.read_bytes()
    return (resources.files("battlebox.drill.scenario") / "shipped" / f"{found.id}.toml").read_bytes()


def find_scenario(name: str) -> Scenario:
    """The scenario in that file, or the shipped one of that name. Raises ScenarioError, ScenarioMistakes."""
    path = Path(name)
    try:
        is_there = bool(name.strip()) and path.exists()
    except (OSError, ValueError):
        is_there = False
    if is_there:
        return scenario_of_file(path)
    if name in SHIPPED:
        return shipped(name)
    if path.suffix or len(path.parts) > 1:
        raise ScenarioError.of(Code.NO_FILE, found=repr(name[:_SHOWN]), names=", ".join(SHIPPED))
    near = Near().words(name, SHIPPED)
    raise ScenarioError.of(Code.NO_SCENARIO, found=repr(name[:_SHOWN]), near=near, names=", ".join(SHIPPED))
