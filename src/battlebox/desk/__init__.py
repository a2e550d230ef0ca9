"""What we do: one function per decision, the only writer of the journal; and the brief those decisions rest on.

Law: imports only from rooms below.
Not here: screens and network.
"""

from battlebox.desk.brief import (
    BodyKnown,
    Brief,
    Choice,
    Counsel,
    Orders,
    ReachWindow,
    ServiceLine,
    Tested,
    Window,
)
from battlebox.desk.brief_findings import Findings, find, try_guesses
from battlebox.desk.brief_writing import with_tests, write_brief

__all__ = [
    "BodyKnown",
    "Brief",
    "Choice",
    "Counsel",
    "Findings",
    "Orders",
    "ReachWindow",
    "ServiceLine",
    "Tested",
    "Window",
    "find",
    "try_guesses",
    "with_tests",
    "write_brief",
]
