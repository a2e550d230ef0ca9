"""Write the pages made from tables: commands, errors, addresses, permissions, clocks, the ASVS and the like.

Law: a page is a pure function of the program, so `make check` can compare the two; what it says is mended there.
Not here: pages that people write.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from importlib import import_module, util
from pathlib import Path
from types import ModuleType

import click

from battlebox.desk import Act, Role
from battlebox.desk.officer import MAY
from battlebox.desk.reach import dpia_page
from battlebox.desk.tell import LibraryClock, Nation, shipped_library

DOCS = Path(__file__).resolve().parent
ROOMS = ("estate", "marking", "engine", "journal", "desk", "drill", "share", "web", "cli")
COLUMNS = 100
COMMANDS_OPENING = """# Commands

This page is written by `make docs` from the program's own help. What you read is what `--help` prints.

Data goes to standard output, words to standard error. Exit codes: 0 done; 1 the answer is no; 2 wrong usage; 3 bad
input file; 4 refused; 70 a fault in Battlebox; 130 stopped by Ctrl-C; 141 whoever read its output went away before
all was written (`battlebox ... | head`). Environment variables are in [settings](settings.md), error sentences in
[errors](errors.md).
"""
ERRORS_OPENING = """# Errors

This page is written by `make docs` from the tables in the program. Every cause has one code, one sentence and one hint.
Words in braces are filled with what was found. `--json` gives the code; the screen gives the sentence.
"""
CLOCKS_OPENING = """# The clocks that come with Battlebox

This page is written by `make docs` from the library of clocks. It is no legal advice. What nobody has verified asks
"does this apply?", and its owner finds out. Your estate adds your own. How each is written, and how time is counted,
is on [the format's page](formats/clocks.md). Print this page: it needs no computer.
"""
ROUTES_OPENING = """# Addresses and roles

This page is written by `make docs` from the table that the tests hold every address against, for every role of three
councils and for nobody; an address without a row fails the build. Whoever is not signed in is led to the sign-in page.
To a body that takes no part, an incident and everything in it is not there (404, never 403). A role that may not send
a form is refused with a sentence, and nothing is recorded. What one part of a page shows depends, besides, on how far
each entry may travel.
"""
PERMISSIONS_OPENING = """# Permissions: every address, every role, three councils

This page is written by `make docs` from [the table of addresses](routes.md) and of what each role may do. `o`: may
open it. `s`: may send its form. `-`: neither; a page that is not for somebody is refused, or not there. **Northmere**
is hit and **Eastholt** shares its IT: both take part, and each role may do the same in both, for its own body.
**Farwick** is a stranger: its column holds for every role; `own` is what the columns before it say, for its own things.
*Admin* is beside a role, and adds what its column says.

Whose the thing is decides as well: `give_order`, `move_order` and `fall_back` are for the body that the order, the
service or the fallback belongs to, and `ask_order` for the others. What one page shows of an entry depends, besides, on
[its label and audience](leak-table.md).

A machine with a monitoring key opens none of these addresses, and no officer opens those of machines:
[what a key may](api.md#make-a-key) (`tests/web/machines/test_door.py`, for keys of the three councils).

Held by requests: who opens what, and who may not send (`tests/web/places/test_routes.py`), to whom a form is offered
and the sentence for all others (`test_offers.py`), the things of others (`test_others_ids.py`), and the cells of what
lies outside incidents, read from this page (`test_permissions.py`).
"""
ASVS_OPENING = """# ASVS 5.0, levels 1 and 2

This page is written by `make docs` from [`asvs.csv`](asvs.csv). Numbers and levels are those of the *Application
Security Verification Standard* 5.0.0 of OWASP (CC BY-SA 4.0), whose own words are to be read beside it; what is asked
is said here in ours. **Met** names what shows it: a test, a page or a module; a test of the build looks that each is
there. It is our own reading, and nobody else has verified it.
"""
CHAPTERS = (
    "Escaping and cleaning", "Checking what comes in", "In the browser", "HTTP", "Files", "Signing in", "Sessions",
    "Who may", "Signed tokens", "OAuth and OpenID", "Cryptography", "TLS", "Settings and secrets", "Data", "Code",
    "Logs and faults", "WebRTC",
)  # fmt: skip


def program() -> click.Group:
    """The command `battlebox` with everything under it."""
    found = getattr(import_module("battlebox.cli.program"), "program", None)
    if isinstance(found, click.Group):
        return found
    sys.exit("battlebox.cli has no group of commands")


def commands(command: click.Command, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """Each command by its full name, with its help as the program prints it at a hundred columns."""
    name = "battlebox" if parent is None else command.name
    settings = {**command.context_settings, "terminal_width": COLUMNS, "max_content_width": COLUMNS}
    context = click.Context(command, info_name=name, parent=parent, **settings)
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            found = command.get_command(context, inner)
            if found is not None and not found.hidden:
                yield from commands(found, context)


def commands_page() -> str:
    """docs/commands.md: every command and option, in the program's own words."""
    parts = [COMMANDS_OPENING]
    parts += [f"\n## `{path}`\n\n```text\n{text.rstrip()}\n```\n" for path, text in commands(program())]
    return "".join(parts)


def rooms() -> Iterator[str]:
    """Each room with a table of errors, and each wing with one, as `share.release`."""
    source = DOCS.parent / "src" / "battlebox"
    for room in ROOMS:
        tables = [source / room / "errors.py", *sorted((source / room).glob("*/errors.py"))]
        yield from (".".join(path.parent.relative_to(source).parts) for path in tables if path.exists())


def tables() -> Iterator[tuple[str, str, str, str]]:
    """Every error of every room and of the wings that have their own: (room, code, sentence, hint)."""
    for room in rooms():
        module = import_module(f"battlebox.{room}.errors")
        for code in module.Code:
            sentence, hint = module.TEXT[code]
            yield room, code.value, sentence, hint


def errors_page() -> str:
    """docs/errors.md: every code, what it says and what it advises."""
    parts = [ERRORS_OPENING]
    last = ""
    for room, code, sentence, hint in tables():
        if room != last:
            parts.append(f"\n## {room}\n\n| code | it says | what to do |\n|---|---|---|\n")
            last = room
        cells = (text.replace("|", "\\|").replace("\n", " ") for text in (sentence, hint))
        parts.append(f"| `{code}` | {' | '.join(cells)} |\n")
    return "".join(parts)


def route_table() -> ModuleType:
    """The table that every address is tested against."""
    spec = util.spec_from_file_location("route_rows", DOCS.parent / "tests" / "web" / "route_rows.py")
    if spec is None or spec.loader is None:
        sys.exit("tests/web/route_rows.py is gone")
    table = util.module_from_spec(spec)
    spec.loader.exec_module(table)
    return table


def routes_page() -> str:
    """docs/routes.md: who may open and send each address."""
    table = route_table()
    parts = [ROUTES_OPENING, "\n| address, by name | who may open it | who may send it |\n|---|---|---|\n"]
    for row in table.ROWS:
        sends = table.WORDS.get(row.sends)
        if sends is None:
            sends = "whoever may " + ", or ".join(Act[each].value for each in row.sends.split())
        parts.append(f"| `{row.name}` | {table.WORDS[row.opens]} | {sends} |\n")
    parts.append("\n## What each role may do\n\n| act | roles |\n|---|---|\n")
    for act in Act:
        who = (
            "every role"
            if all(act in MAY[role] for role in Role)
            else ", ".join(role.words for role in Role if act in MAY[role])
        )
        parts.append(f"| {act.value} | {who} |\n")
    return "".join(parts)


def permissions_page() -> str:
    """docs/permissions.md: each address for each role of a council that takes part, a stranger, nobody."""
    table = route_table()
    heads = ["address", *(role.words for role in Role), "Admin", "Farwick", "not signed in"]
    parts = [PERMISSIONS_OPENING, f"\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}\n"]
    for row in table.ROWS:
        cells = [f"`{row.name}`", *(cell(table, row, role, part=True) for role in Role)]
        cells.append(cell(table, row, None, part=True, admin=True))
        stranger = {cell(table, row, role, part=False) for role in Role}
        cells.append(stranger.pop() if len(stranger) == 1 else "own")
        cells.append(("o" if row.opens == table.ANYONE else "") + ("s" if row.sends == table.ANYONE else "") or "-")
        parts.append(f"| {' | '.join(cells)} |\n")
    return "".join(parts)


def cell(table: ModuleType, row: tuple[str, str, str], role: Role | None, *, part: bool, admin: bool = False) -> str:
    """What somebody who is signed in may do at an address; no role: what being an admin adds."""
    _, opens, sends = row
    everybody = {table.ANYONE, table.SIGNED_IN}
    may_open = (opens in everybody and role is not None) or (opens == table.PART and part and role is not None)
    may_open = may_open or (opens == table.ADMIN and admin)
    may_send = (sends in everybody and role is not None) or (sends == table.ADMIN and admin)
    if role is not None and sends not in table.WORDS:
        # A form of an incident is sent from its page.
        may_send = (part or opens != table.PART) and any(Act[each] in MAY[role] for each in sends.split())
        may_send = may_send and (part or opens != table.NOBODY)
    elif sends == table.PART:
        may_send = part and role is not None
    return ("o" if may_open else "") + ("s" if may_send else "") or "-"


def asvs_page() -> str:
    """docs/asvs.md: each demand, how it stands, and what shows it."""
    with (DOCS / "asvs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    count = Counter((row["status"], row["level"]) for row in rows)
    parts = [ASVS_OPENING, "\n| | level 1 | level 2 |\n|---|---|---|\n"]
    states = ("met", "not met", "not applicable")
    parts += [f"| {each} | {count[each, '1']} | {count[each, '2']} |\n" for each in states]
    parts.append("\n## What is not met\n\n| number | level | asked | what is missing, and why |\n|---|---|---|---|\n")
    for row in rows:
        if row["status"] == "not met":
            parts.append(f"| {row['number']} | {row['level']} | {row['asks']} | {row['words']} |\n")
    last = ""
    for row in rows:
        chapter = row["number"].partition(".")[0]
        if chapter != last:
            parts.append(f"\n## {chapter}. {CHAPTERS[int(chapter) - 1]}\n\n")
            parts.append("| number | level | asked | |\n|---|---|---|---|\n")
            last = chapter
        shown = ", ".join(evidence(each) for each in row["evidence"].split(";") if each)
        said = ". ".join(each for each in (f"**{row['status']}**", row["words"].rstrip("."), shown) if each)
        parts.append(f"| {row['number']} | {row['level']} | {row['asks']} | {said} |\n")
    return "".join(parts)


def evidence(named: str) -> str:
    """A test, module or page as the table shows it."""
    path, _, test = named.partition("::")
    if path.startswith("docs/"):
        where = path.removeprefix("docs/")
        return f"[{where.partition('#')[0]}]({where})"
    return f"`{test or path}`" + (f" ([{path.rpartition('/')[2]}](../{path}))" if test else "")


def clocks_page() -> str:
    """docs/clocks.md: every clock of the library in plain words, and the sources."""
    library = shipped_library()
    parts = [CLOCKS_OPENING]
    parts += [part for clock in library.clocks for part in clock_lines(clock)]
    parts += ["\n## Sources\n\n", "Read in stored copies; each clock says when.\n\n"]
    parts += [f"- {key}: {words}\n" for key, words in library.sources.items()]
    return "".join(parts)


def clock_lines(clock: LibraryClock) -> Iterator[str]:
    """One clock as a heading and a list; what is blank is left out."""
    force = clock.force.words if clock.force else "not known"
    sources = f"{', '.join(clock.source)}; last looked at {clock.checked}" if clock.source else "none"
    nations = "" if clock.nations == frozenset(Nation) else ", ".join(sorted(each.words for each in clock.nations))
    yield f"\n## {clock.title}\n\n"
    for title, words in (
        ("Switched off", clock.off),
        ("Does this apply?", clock.unsure if clock.asks_whether_it_applies else ""),
        ("Starts", clock.starts),
        ("Within", f"{clock.within.to_text()} ({clock.within.unit.words})"),
        ("To", clock.to),
        ("How", clock.how),
        ("They ask", "; ".join(clock.report)),
        ("What binds", f"{force}{', may be told in parts' if clock.phases else ''}"),
        ("Where", nations),
        ("Owner", clock.owner.words if clock.owner else ""),
        ("Note", clock.note),
        ("Source", f"{sources} (`{clock.id}`)"),
    ):
        if words:
            yield f"- **{title}**: {words}\n"


def monitoring_description() -> str:
    """docs/formats/monitoring.openapi.json: what machines send and get, from the addresses themselves."""
    settings = import_module("django.conf").settings
    desk = import_module("battlebox.web.starting.desk_settings").DeskSettings(data=Path())
    settings.configure(**import_module("battlebox.web.settings").django_settings(desk))
    import_module("django").setup()
    said: bytes = import_module("battlebox.web.machines.description").description()
    return said.decode()


PAGES = {
    "clocks.md": clocks_page,
    "routes.md": routes_page,
    "permissions.md": permissions_page,
    "asvs.md": asvs_page,
    "commands.md": commands_page,
    "errors.md": errors_page,
    "reach-list-dpia.md": dpia_page,
    "formats/monitoring.openapi.json": monitoring_description,
}


def main() -> None:
    """Write each page whose program has changed."""
    for name, make in PAGES.items():
        path = DOCS / name
        text = make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"wrote docs/{name}\n")


if __name__ == "__main__":
    main()
