"""What can be wrong with an estate, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: exit codes (cli), gaps, which are not wrong (gaps.py).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final, Self


class Code(StrEnum):
    """Every cause."""

    UNKNOWN_ID = auto()
    FAULTS = auto()
    # Files.
    NO_SUCH_ESTATE = auto()
    NOT_AN_ESTATE = auto()
    NOT_A_WORKBOOK = auto()
    MACROS = auto()
    EXTERNAL_LINKS = auto()
    NOT_A_ZIP = auto()
    SENT_EXPANDS = auto()
    WORKBOOK_EXPANDS = auto()
    FILE_TOO_LARGE = auto()
    CANNOT_READ = auto()
    NO_SUCH_FILE = auto()
    CANNOT_WRITE = auto()
    TARGET_EXISTS = auto()
    # Tables.
    UNKNOWN_TABLE = auto()
    MISSING_TABLE = auto()
    EMPTY_FILE = auto()
    EMPTY_TABLE = auto()
    NOT_UTF8 = auto()
    BAD_QUOTES = auto()
    SEPARATOR = auto()
    TOO_MANY_ROWS = auto()
    TOO_MANY_COLUMNS = auto()
    UNKNOWN_COLUMN = auto()
    MISSING_COLUMN = auto()
    COLUMN_TWICE = auto()
    ROW_TOO_LONG = auto()
    # Cells.
    CELL_TOO_LONG = auto()
    CONTROL_CHARACTER = auto()
    REQUIRED_BLANK = auto()
    BAD_ID = auto()
    BAD_NUMBER = auto()
    FORMULA = auto()
    NOT_WHOLE = auto()
    NEGATIVE = auto()
    TOO_LARGE = auto()
    BAD_SHARE = auto()
    BAD_CHANCE = auto()
    BAD_DATE = auto()
    BAD_FLAG = auto()
    BAD_WORD = auto()
    BAD_WITHIN = auto()
    BLANK_ITEM = auto()
    ITEM_TWICE = auto()
    # One row against the others.
    ID_TWICE = auto()
    RESERVED_ID = auto()
    DANGLING = auto()
    FALLBACK_NOT_SERVICE = auto()
    FALLBACK_NOT_NEEDED = auto()
    NEEDS_ITSELF = auto()
    NEED_TWICE = auto()
    SLOWS_NOT_SERVICE = auto()
    SLOWS_WITH_ANY_OF = auto()
    SELECTOR_UNKNOWN = auto()
    SELECTOR_EMPTY = auto()
    SELECTOR_NOT_HERE = auto()
    CONFLICTS_WITH_ITSELF = auto()
    LASTS_TOO_SHORT = auto()
    LASTS_DISAGREE = auto()
    # estate.toml.
    BAD_TIME = auto()
    BAD_MOMENT = auto()
    STEP_TWICE = auto()
    GATE_TWICE = auto()
    SHIFT_LENGTH = auto()
    DAY_LENGTH = auto()
    ENDS_BEFORE = auto()
    FREE_AND_AWAY = auto()
    BAD_TOML = auto()
    UNKNOWN_SETTING = auto()
    SETTING_TWICE = auto()
    # Spreadsheets and exports, and the map they are taken in by.
    NO_SHEET = auto()
    NOT_A_SPREADSHEET = auto()
    MAP_FAULTS = auto()
    BAD_MAP = auto()
    MAP_EMPTY = auto()
    MAP_KEY = auto()
    MAP_VALUE = auto()
    MAP_TABLE = auto()
    MAP_NO_TABLE = auto()
    MAP_COLUMN = auto()
    MAP_SOURCE = auto()
    MAP_UNIT = auto()
    MAP_REQUIRED = auto()
    MAP_NO_SOURCE = auto()
    MAP_NO_HEADER = auto()
    ALREADY_THERE = auto()
    NO_ONE_COUNCIL = auto()
    REFUSED_BEFORE = auto()
    # Exports of other tools.
    EXPORT_UNREAD = auto()
    EXPORT_FIELD = auto()
    EXPORT_WHOSE = auto()
    # What came from a browser.
    NOT_SENT = auto()
    OF_A_DRILL = auto()
    # Revisions kept by content, and cells corrected in them.
    NO_CELL = auto()
    REVISION_CHANGED = auto()
    # An estate that is made up to order.
    GENERATE_SIZE = auto()
    GENERATE_FEW = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.UNKNOWN_ID: (
        "nothing in this estate is called {id}",
        "did you mean {near}? `battlebox check` lists the tables",
    ),
    Code.FAULTS: (
        "the estate has {count} mistake{s}; the first, at {place}: {first}",
        "{hint}; `battlebox check` lists them all",
    ),
    Code.NO_SUCH_ESTATE: ("there is no estate at {path}", "name a folder of CSV tables or one .xlsx workbook"),
    Code.NO_CELL: (
        "the estate has no cell in table {table}, row {row}, column {column}",
        "name the table, the id of the row and the column as the estate's own tables have them",
    ),
    Code.REVISION_CHANGED: (
        "the estate kept at {path} is not the one it was when it was kept",
        "bring the estate in again from your own copy",
    ),
    Code.NOT_AN_ESTATE: (
        "{path} is not an estate",
        "name a folder of CSV tables or one .xlsx workbook; save other spreadsheets as .xlsx first",
    ),
    Code.NOT_A_WORKBOOK: (
        "{path} cannot be read as a workbook: {why}",
        "open it in a spreadsheet, take any password off, and save it again as .xlsx",
    ),
    Code.MACROS: ("{path} holds macros", "save it as a plain .xlsx, which cannot hold them"),
    Code.EXTERNAL_LINKS: (
        "{path} links to other workbooks",
        "break the links (paste values instead) and save it again as .xlsx",
    ),
    Code.NOT_SENT: (
        "{path} is no estate that can be taken in",
        "send one .xlsx workbook, one .zip of the CSV tables, or the CSV tables themselves, with estate.toml",
    ),
    Code.OF_A_DRILL: (
        "{what} is of a drill (EXERCISE EXERCISE EXERCISE), and {where} is a real one",
        "bring the estate that the drill was made from; what the drill found wrong stands in its report",
    ),
    Code.NOT_A_ZIP: ("{path} cannot be opened: {why}", "save or pack it again, without a password, and send it anew"),
    Code.SENT_EXPANDS: (
        "{path} would grow past what an estate can need ({why})",
        "send the tables alone; if it is really yours, send each table as CSV",
    ),
    Code.WORKBOOK_EXPANDS: (
        "{path} would grow past what a workbook of tables can need ({why})",
        "if it is really yours, copy its tables into a new workbook, or save each as CSV",
    ),
    Code.FILE_TOO_LARGE: (
        "{path} is {found} bytes; the most that is read is {most}",
        "split the estate, or remove what is not a table of it",
    ),
    Code.CANNOT_READ: ("{path} cannot be read: {why}", "look at who may read it, or copy it somewhere else"),
    Code.NO_SUCH_FILE: ("there is no file {path}", "look at its name; it was looked for in {folder}{gone}"),
    Code.CANNOT_WRITE: (
        "{path} cannot be written: {why}",
        "nothing was changed; free some space or name another place",
    ),
    Code.TARGET_EXISTS: ("{path} is there already", "name a new place, or move the old one away first"),
    Code.GENERATE_SIZE: ("an estate of {found} {what} cannot be made up", "ask for {least} to {most} {what}"),
    Code.GENERATE_FEW: (
        "{bodies} bodies cannot host {systems} systems: each hosts at least one",
        "ask for at least as many systems as bodies; --systems counts those of all bodies together",
    ),
    Code.UNKNOWN_TABLE: (
        "{found} is not a table of an estate",
        "rename it{near} or take it out; the tables are {tables}",
    ),
    Code.MISSING_TABLE: ("the table {table} is missing", "add {table}.csv, or a sheet of that name, with {columns}"),
    Code.EMPTY_FILE: ("the table {table} has no header row", "write the column names in row 1: {columns}"),
    Code.EMPTY_TABLE: ("the table {table} has no rows", "write at least one row below the header"),
    Code.NOT_UTF8: (
        "byte {byte} of the table ({found}) is not UTF-8 text",
        "save the file again as `CSV UTF-8 (comma delimited)`",
    ),
    Code.BAD_QUOTES: (
        "the quotation marks in this row do not pair up",
        'put quotation marks around the whole cell, and write a mark inside it twice: "the ""old"" hall"',
    ),
    Code.SEPARATOR: (
        "the header is one cell: {found}",
        "save the file with commas between the columns, not semicolons or tabs",
    ),
    Code.TOO_MANY_ROWS: ("the table has more than {most} rows", "split the estate"),
    Code.TOO_MANY_COLUMNS: (
        "the row has {found} cells; no table has more than {most} columns",
        "clear the cells to the right of the table",
    ),
    Code.UNKNOWN_COLUMN: (
        "{table} has no column called `{found}`",
        "rename it{near} or take it out; the columns are {columns}",
    ),
    Code.MISSING_COLUMN: ("{table} must have the column {column}", "add it: {help}"),
    Code.COLUMN_TWICE: ("the column {found} is there twice", "keep one of them"),
    Code.ROW_TOO_LONG: (
        "the row has more cells than the header: {found}",
        "put quotation marks around a cell that has a comma in it, or clear the cells to the right",
    ),
    Code.CELL_TOO_LONG: ("the cell is longer than {most} characters", "shorten it; keep long papers elsewhere"),
    Code.CONTROL_CHARACTER: ("the cell holds a character that cannot be printed ({character})", "type the cell again"),
    Code.REQUIRED_BLANK: ("{column} must not be blank", "write {help}"),
    Code.BAD_ID: (
        "{found} cannot be an id",
        "use small letters, digits, full stops, dashes and underscores, beginning with a letter or digit{near}",
    ),
    Code.BAD_NUMBER: ("{found} is not a number", "write digits alone, such as 12 or 0.5, without units or commas"),
    Code.FORMULA: (
        "{found} is a formula, and formulas are not worked out here",
        "copy the column and paste it as values",
    ),
    Code.NOT_WHOLE: ("{found} is not a whole number", "write a whole number"),
    Code.NEGATIVE: ("{found} is below 0", "write 0 or more"),
    Code.TOO_LARGE: ("{found} is more than {most}", "look at the unit ({unit}) and write {most} or less"),
    Code.BAD_SHARE: ("{found} is not a share between 0 and 1", "write half as 0.5{meant}"),
    Code.BAD_CHANCE: (
        "{found} is neither a share between 0 and 1 nor one of low, medium, high",
        "write low, medium, high or a share such as 0.3{meant}",
    ),
    Code.BAD_DATE: ("{found} is not a date of the form 2026-11-24", "write the year, the month, then the day{meant}"),
    Code.BAD_FLAG: ("{found} is neither y nor n", "write y or n"),
    Code.BAD_WORD: ("{found} is not a word for {column}", "write one of {words}{near}"),
    Code.BAD_WITHIN: (
        "{found} is not a time allowed",
        "write such as 72 hours, 3 working days, 30 minutes, 2 weeks, 1 month or at once",
    ),
    Code.BLANK_ITEM: ("the list {found} has a blank item", "take out the extra semicolon"),
    Code.ITEM_TWICE: ("the list names {item} twice", "name it once"),
    Code.ID_TWICE: (
        "the id {found} is taken by {other} row {other_row}",
        "give one of them another id; an id is used once in the whole estate",
    ),
    Code.RESERVED_ID: (
        "the id everything is reserved for shutting every council down",
        "choose another id; that plan needs no row",
    ),
    Code.DANGLING: ("no {kinds} is called {found}", "name a row of {tables}{near}"),
    Code.FALLBACK_NOT_SERVICE: (
        "{found} is {kind}, and only a service has a fallback",
        "write fallback: and the id of a service, or {found} alone for what it needs itself",
    ),
    Code.FALLBACK_NOT_NEEDED: (
        "{found} stands in `on`, but nothing can need a fallback",
        "name in `on` the system, service or channel that the fallback itself rests on",
    ),
    Code.NEEDS_ITSELF: ("{found} is said to need itself", "name something else in `on`, or take the row out"),
    Code.NEED_TWICE: (
        "row {other_row} already says that {of} needs {found}",
        "keep one of the two rows, or give them different any_of labels",
    ),
    Code.SLOWS_NOT_SERVICE: (
        "only a service can be slowed, and {found} is not a service",
        "leave slows blank, or put a service in `of`",
    ),
    Code.SLOWS_WITH_ANY_OF: (
        "a need that slows cannot be one of the alternatives {found}",
        "leave slows or any_of blank",
    ),
    Code.SELECTOR_UNKNOWN: ("{found} names nothing in this estate", "{near}"),
    Code.SELECTOR_EMPTY: ("{found} is right but nothing is in it", "put something in it, or take it out of the list"),
    Code.SELECTOR_NOT_HERE: ("{found} names {kind}, and {column} takes {takes}", "write one of {forms}"),
    Code.CONFLICTS_WITH_ITSELF: ("{found} is said to conflict with itself", "take it out of its own conflicts"),
    Code.LASTS_TOO_SHORT: (
        "{found} hours is too short to check, evict and return: the least is {least}",
        "write {least} or more, or lower [cyber] evict_h if you can do it faster",
    ),
    Code.LASTS_DISAGREE: (
        "{action} does the same as {other} (row {other_row}) but lasts {found} hours, not {other_lasts}",
        "give both the same lasts_h: it is the time the work takes, not a choice",
    ),
    Code.BAD_TIME: ("{found} is not a time of day of the form 07:30", "write the hour from 00 to 23, then the minutes"),
    Code.BAD_MOMENT: (
        "{found} is neither a date nor a date with a time",
        "write such as 2026-11-24, or 2026-11-24 14:00",
    ),
    Code.STEP_TWICE: (
        "row {other_row} already says what it takes to {found} {of}",
        "keep one of the two rows: a step is one piece of work",
    ),
    Code.GATE_TWICE: (
        "row {other_row} is already the gate {found} of {of}",
        "keep one of the two rows, or give the council's own gate a name of its own",
    ),
    Code.SHIFT_LENGTH: (
        "nobody can work a shift of {found} hours: it lasts more than 0 and at most {most}",
        "split it in two: after a longer one nobody could rest eleven hours before the next day's",
    ),
    Code.DAY_LENGTH: (
        "nobody works {found} hours a day: a day has {most}",
        "write the hours that one person of the crew works; how many people it has stands in `people`",
    ),
    Code.ENDS_BEFORE: (
        "{found} is before {first}, on which it begins",
        "write in `until` the last day itself, or change the two days over",
    ),
    Code.FREE_AND_AWAY: (
        "{of} is said to be {found} here and {other} in row {other_row}, for the same days",
        "keep one of the two, or part their days or shifts",
    ),
    Code.BAD_TOML: (
        "estate.toml cannot be read: {why}",
        "write each setting as `key = value`, words in quotation marks",
    ),
    Code.UNKNOWN_SETTING: ("there is no setting called {found}", "rename it{near} or take it out"),
    Code.SETTING_TWICE: ("the setting {found} is there twice", "keep one of them"),
    Code.NO_SHEET: ("the workbook has no sheet called {found}", "its sheets are: {sheets}"),
    Code.NOT_A_SPREADSHEET: (
        "{path} is neither a .csv nor an .xlsx file",
        "open it in a spreadsheet and save it as .xlsx, or export it as CSV",
    ),
    Code.MAP_FAULTS: ("the map has {count} mistake{s}; the first: {first}", "{hint}"),
    Code.BAD_MAP: ("the map cannot be read: {why}", "write it as TOML; docs/formats/map.md has one to copy"),
    Code.MAP_EMPTY: ("the map takes nothing", "write at least one [[take]], with a table and its [take.columns]"),
    Code.MAP_KEY: ("a map has no key called {found} here", "rename it{near} or take it out; the keys are {keys}"),
    Code.MAP_VALUE: ("{found} must be {kind}", "write such as {example}"),
    Code.MAP_TABLE: ("{found} is not a table of an estate{near}", "write one of {tables}"),
    Code.MAP_NO_TABLE: (
        "a [[take]] does not say which table it fills",
        'write such as table = "systems"; the tables are {tables}',
    ),
    Code.MAP_COLUMN: (
        "{table_name} has no column called {found}",
        "rename it{near} or take it out; the columns are {columns}",
    ),
    Code.MAP_SOURCE: (
        "{found} needs either `from` or `always`, and not both",
        'write {found} = "their column", or {found} = {{ always = "the same in every row" }}',
    ),
    Code.MAP_UNIT: ("{found} is not a column of hours, so it takes no unit", "take `unit` out"),
    Code.MAP_REQUIRED: (
        "{of} must have {found}, and the map does not say where it comes from",
        'add {found} = "their column", or {found} = {{ always = "..." }}: {help}',
    ),
    Code.MAP_NO_SOURCE: ("the file has no column called {found}{near}", "its columns are: {columns}"),
    Code.MAP_NO_HEADER: (
        "no row among the first {most} names any column of the map",
        "write in the map which row holds the column names: [from] header = 4",
    ),
    Code.ALREADY_THERE: (
        "{found} is in the estate already, and was left as it is there",
        'to take the cells of the file over those of the estate, write [from] repeats = "replace" in the map',
    ),
    Code.REFUSED_BEFORE: (
        "this row was refused for {table}, so what else it says was not taken",
        "put that right first, then bring the file in again",
    ),
    Code.NO_ONE_COUNCIL: (
        "nothing says which body this row is of, and the estate does not have exactly one council",
        'add body = {{ always = "the council\'s id" }} to the map',
    ),
    Code.EXPORT_UNREAD: ("{path} is no export of {tool} that can be read: {why}", "{send}"),
    Code.EXPORT_FIELD: (
        "{path}, item {item}: {field} holds {found}, and should hold {wanted}",
        "export it again; if it is as the tool wrote it, name the tool's version in an issue",
    ),
    Code.EXPORT_WHOSE: (
        "nothing says whose the export is: {why}",
        "name the council with --council, by its name or by the id that the estate has for it",
    ),
}


class EstateError(Exception):
    """Something about an estate that stops the work; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint

    @classmethod
    def of(cls, code: Code, /, **found: object) -> Self:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
