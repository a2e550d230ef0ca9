"""In and out of foreign formats: MISP, CAP 1.2, CACAO 2.0, CSAF 2.0 and plain tables of indicators.

Law: what comes in is taken with its labels or refused by name, and never half taken without a word; whatever goes out
asks the gate. Nothing in a file is executed, fetched or decoded.
Not here: STIX itself (share.intel), the gate (share.release), keeping and sending (web).
"""

from battlebox.share.foreign.bring import Bringing
from battlebox.share.foreign.brought import Brought
from battlebox.share.foreign.cacao import read_cacao
from battlebox.share.foreign.cacao_writing import write_cacao
from battlebox.share.foreign.cap import Alert, AlertId, Area, Info, MessageType, Scope, Status
from battlebox.share.foreign.cap_reading import kept_cap, read_cap
from battlebox.share.foreign.cap_writing import Addressee, write_cap
from battlebox.share.foreign.csaf import Advisory
from battlebox.share.foreign.csaf_reading import read_csaf
from battlebox.share.foreign.csaf_rules import CHECKED
from battlebox.share.foreign.document import DocumentKind, Found, Name, name_of, read_kept, steps_of, title_of
from battlebox.share.foreign.errors import Code as ForeignCode
from battlebox.share.foreign.errors import ForeignError, Refused
from battlebox.share.foreign.giving import Given, Left
from battlebox.share.foreign.indicator_value import Kind, defanged, recognised
from battlebox.share.foreign.likeness import Likeness, alike
from battlebox.share.foreign.misp import EventRead, read_misp
from battlebox.share.foreign.misp_event import Groups
from battlebox.share.foreign.misp_out import write_misp
from battlebox.share.foreign.misp_process import Converter
from battlebox.share.foreign.pattern import pattern_of
from battlebox.share.foreign.recognise import Format, recognise
from battlebox.share.foreign.stix_out import write_stix
from battlebox.share.foreign.table import Indicator, TableRead, read_table, table_of
from battlebox.share.foreign.table_out import write_table
from battlebox.share.foreign.table_things import things_of
from battlebox.share.foreign.task_list import Step, TaskList

__all__ = [
    "CHECKED",
    "Addressee",
    "Advisory",
    "Alert",
    "AlertId",
    "Area",
    "Bringing",
    "Brought",
    "Converter",
    "DocumentKind",
    "EventRead",
    "ForeignCode",
    "ForeignError",
    "Format",
    "Found",
    "Given",
    "Groups",
    "Indicator",
    "Info",
    "Kind",
    "Left",
    "Likeness",
    "MessageType",
    "Name",
    "Refused",
    "Scope",
    "Status",
    "Step",
    "TableRead",
    "TaskList",
    "alike",
    "defanged",
    "kept_cap",
    "name_of",
    "pattern_of",
    "read_cacao",
    "read_cap",
    "read_csaf",
    "read_kept",
    "read_misp",
    "read_table",
    "recognise",
    "recognised",
    "steps_of",
    "table_of",
    "things_of",
    "title_of",
    "write_cacao",
    "write_cap",
    "write_misp",
    "write_stix",
    "write_table",
]
