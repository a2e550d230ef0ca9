"""Exports of tools that councils have already, brought into an estate: a reader for each, one way in, one report.

Law: rows come in by the same door as a list with a column map; nothing is guessed in silence.
Not here: lists with a column map (intake.py), files on a disk (tables.py).
"""

from battlebox.estate.inventory.bring import Asked, Brought, bring, import_export, mapping_name
from battlebox.estate.inventory.report import Became, Mapped, Since
from battlebox.estate.inventory.tool import Tool

__all__ = [
    "Asked",
    "Became",
    "Brought",
    "Mapped",
    "Since",
    "Tool",
    "bring",
    "import_export",
    "mapping_name",
]
