"""What we have: bodies, systems, services, channels, the paths between them and the orders that close them.

Law: plain values, no numpy; only tables.py touches files.
Not here: what follows from an estate (engine).
"""

from battlebox.estate.check import estate_of, read_estate
from battlebox.estate.columns import TABLES, Column, Form, Table
from battlebox.estate.errors import Code as EstateCode
from battlebox.estate.errors import EstateError
from battlebox.estate.estate import Cyber, Estate, HarmWeights, PathDefault, Thing
from battlebox.estate.mistakes import EstateFaults, Mistake
from battlebox.estate.raw import RawTable, RawTables
from battlebox.estate.selectors import between, paths_of, things_of
from battlebox.estate.things import (
    MICROHOURS,
    Action,
    Body,
    BodyKind,
    Channel,
    Clock,
    Crew,
    Need,
    Path,
    PathKind,
    PeakDate,
    Person,
    Post,
    Priority,
    Protects,
    Segment,
    Service,
    Site,
    System,
)
from battlebox.estate.tables import read_tables, write_file, write_tables

__all__ = [
    "MICROHOURS",
    "TABLES",
    "Action",
    "Body",
    "BodyKind",
    "Channel",
    "Clock",
    "Column",
    "Crew",
    "Cyber",
    "Estate",
    "EstateCode",
    "EstateError",
    "EstateFaults",
    "Form",
    "HarmWeights",
    "Mistake",
    "Need",
    "Path",
    "PathDefault",
    "PathKind",
    "PeakDate",
    "Person",
    "Post",
    "Priority",
    "Protects",
    "RawTable",
    "RawTables",
    "Segment",
    "Service",
    "Site",
    "System",
    "Table",
    "Thing",
    "between",
    "estate_of",
    "paths_of",
    "read_estate",
    "read_tables",
    "things_of",
    "write_file",
    "write_tables",
]
