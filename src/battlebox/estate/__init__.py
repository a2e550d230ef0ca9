"""What we have: bodies, systems, services, channels, the paths between them and the orders that close them.

Law: plain values, no numpy; only tables.py touches files.
Not here: what follows from an estate (engine).
"""

from battlebox.estate.catalogue import KNOWN_SERVICES, KNOWN_SYSTEMS, WORKING_VALUE, KnownService, KnownSystem
from battlebox.estate.cells import hours_text
from battlebox.estate.check import Report, check, estate_of, read_estate
from battlebox.estate.column import Column, Form, Table
from battlebox.estate.columnmap import ColumnMap, MapFaults
from battlebox.estate.columns import TABLES
from battlebox.estate.compare import Change, Way, cells_of_row, compare
from battlebox.estate.convert import convert_estate
from battlebox.estate.downfall import Downfall
from battlebox.estate.drilled import says_drill, with_drill_column
from battlebox.estate.errors import Code as EstateCode
from battlebox.estate.errors import EstateError
from battlebox.estate.estate import Cyber, Estate, HarmWeights, PathDefault, Restoring, Thing
from battlebox.estate.gap import Gap, GapCode
from battlebox.estate.gaps import PUBLISHING_DAYS, gaps, pages_elsewhere
from battlebox.estate.ids import SHORT_ID_MOST, is_short_id
from battlebox.estate.intake import Intake, import_estate, take_in
from battlebox.estate.mistakes import EstateFaults, Mistake
from battlebox.estate.near import Near
from battlebox.estate.personal import without_others_people
from battlebox.estate.plain_words import plain_word
from battlebox.estate.raw import RawTable, RawTables
from battlebox.estate.reading import FALLBACK
from battlebox.estate.region import Figure, figures_of, figures_text, generate
from battlebox.estate.selectors import between, paths_of, things_of
from battlebox.estate.settings import SETTINGS, Setting
from battlebox.estate.shelf import Shelf, corrected, digest_of
from battlebox.estate.slug import slug
from battlebox.estate.spreadsheet import Rows, key_of
from battlebox.estate.tables import (
    read_map,
    read_rows,
    read_tables,
    refuse_taken,
    rows_of_file,
    write_file,
    write_tables,
)
from battlebox.estate.taken import Taken
from battlebox.estate.template import new_estate
from battlebox.estate.things import (
    MICROHOURS,
    Action,
    Body,
    BodyKind,
    Channel,
    Clock,
    DataKind,
    Need,
    Path,
    PathKind,
    PeakDate,
    Priority,
    Protects,
    Segment,
    Service,
    Site,
    System,
)
from battlebox.estate.things_restoring import Crew, Environment, EnvironmentKind, Gate, GateKind, Step, Work
from battlebox.estate.things_rostering import (
    Availability,
    AvailabilityKind,
    Check,
    Person,
    Post,
    PostDays,
    PostLevel,
    Shift,
)
from battlebox.estate.tomltext import read_toml
from battlebox.estate.upload import SETTINGS_FILE, take_upload, zip_bytes
from battlebox.estate.workbook import workbook_bytes

__all__ = [
    "FALLBACK",
    "KNOWN_SERVICES",
    "KNOWN_SYSTEMS",
    "MICROHOURS",
    "PUBLISHING_DAYS",
    "SETTINGS",
    "SETTINGS_FILE",
    "SHORT_ID_MOST",
    "TABLES",
    "WORKING_VALUE",
    "Action",
    "Availability",
    "AvailabilityKind",
    "Body",
    "BodyKind",
    "Change",
    "Channel",
    "Check",
    "Clock",
    "Column",
    "ColumnMap",
    "Crew",
    "Cyber",
    "DataKind",
    "Downfall",
    "Environment",
    "EnvironmentKind",
    "Estate",
    "EstateCode",
    "EstateError",
    "EstateFaults",
    "Figure",
    "Form",
    "Gap",
    "GapCode",
    "Gate",
    "GateKind",
    "HarmWeights",
    "Intake",
    "KnownService",
    "KnownSystem",
    "MapFaults",
    "Mistake",
    "Near",
    "Need",
    "Path",
    "PathDefault",
    "PathKind",
    "PeakDate",
    "Person",
    "Post",
    "PostDays",
    "PostLevel",
    "Priority",
    "Protects",
    "RawTable",
    "RawTables",
    "Report",
    "Restoring",
    "Rows",
    "Segment",
    "Service",
    "Setting",
    "Shelf",
    "Shift",
    "Site",
    "Step",
    "System",
    "Table",
    "Taken",
    "Thing",
    "Way",
    "Work",
    "between",
    "cells_of_row",
    "check",
    "compare",
    "convert_estate",
    "corrected",
    "digest_of",
    "estate_of",
    "figures_of",
    "figures_text",
    "gaps",
    "generate",
    "hours_text",
    "import_estate",
    "is_short_id",
    "key_of",
    "new_estate",
    "pages_elsewhere",
    "paths_of",
    "plain_word",
    "read_estate",
    "read_map",
    "read_rows",
    "read_tables",
    "read_toml",
    "refuse_taken",
    "rows_of_file",
    "says_drill",
    "slug",
    "take_in",
    "take_upload",
    "things_of",
    "with_drill_column",
    "without_others_people",
    "workbook_bytes",
    "write_file",
    "write_tables",
    "zip_bytes",
]
