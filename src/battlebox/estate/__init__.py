"""What we have: bodies, systems, services, channels, the paths between them and the orders that close them.

Law: plain values, no numpy; only tables.py touches files.
Not here: what follows from an estate (engine).
"""

from battlebox.estate.errors import Code as EstateCode
from battlebox.estate.errors import EstateError
from battlebox.estate.estate import Cyber, Estate, HarmWeights, PathDefault, Thing
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

__all__ = [
    "MICROHOURS",
    "Action",
    "Body",
    "BodyKind",
    "Channel",
    "Clock",
    "Crew",
    "Cyber",
    "Estate",
    "EstateCode",
    "EstateError",
    "HarmWeights",
    "Need",
    "Path",
    "PathDefault",
    "PathKind",
    "PeakDate",
    "Person",
    "Post",
    "Priority",
    "Protects",
    "Segment",
    "Service",
    "Site",
    "System",
    "Thing",
    "between",
    "paths_of",
    "things_of",
]
