"""`battlebox desk`: start the desk in a browser.

Law: this module loads nothing slow; everything else is loaded when the command runs, so that `battlebox --help`
answers at once.
Not here: what the desk does.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from battlebox.web.keeping.commands import backup, doctor, restore, upgrade
from battlebox.web.moving.command import move

if TYPE_CHECKING:
    from battlebox.web.starting.authority import Certificates
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.starting.start import Begun, Started

_CLOSED: Final = "the desk is closed; everything that was acknowledged is kept"


@click.group(invoke_without_command=True)
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help="The desk's data folder (default: $BATTLEBOX_DATA, else your user data folder).",
)
@click.option("--port", type=click.IntRange(1, 65534), default=None, help="The port to listen on (default 8000).")
@click.option("--lan", is_flag=True, help="Serve the room, with TLS, and not this machine alone.")
@click.option("--host", default=None, metavar="NAME", help="The name by which browsers in the room reach this desk.")
@click.option(
    "--processes",
    type=click.IntRange(1, 16),
    default=None,
    metavar="N",
    help="Answer pages from N processes; only with tables on PostgreSQL (default 1).",
)
@click.option("--drill", is_flag=True, help="Serve the drill in the folder that --data names.")
@click.option("--demo", is_flag=True, help="Show West London at hour three, in a folder of its own.")
@click.pass_context
def desk(  # noqa: PLR0913 - options of a command
    context: click.Context,
    *,
    data: Path | None,
    port: int | None,
    lan: bool,
    host: str | None,
    processes: int | None,
    demo: bool,
    drill: bool,
) -> None:
    """Start the desk, and open it in a browser.

    One process, where no more are asked for; nothing outside this machine is asked. Stop it with Ctrl-C.
    """
    if context.invoked_subcommand is not None:
        if data or port or lan or host or processes or demo or drill:
            raise click.UsageError(f"write options after {context.invoked_subcommand}, not before it")
        return
    # Django and TLS are slow to load, and only this command needs them.
    from battlebox.web.starting.desk_settings import DeskSettings

    asked: dict[str, Any] = {
        "port": port,
        "host": host,
        "processes": processes,
        "lan": lan or None,
        "demo": demo or None,
        "drill": drill or None,
    }
    found = replace(
        DeskSettings.from_folder(data), **{name: value for name, value in asked.items() if value is not None}
    )
    from battlebox.web.starting.demo_folder import demo_folder, refuse_demo_folder  # Late, as above.

    if found.demo and not found.drill:
        found = demo_folder(found, named=data is not None)
    refuse_demo_folder(found)
    (_run if found.processes == 1 else _run_several)(found)


for command in (backup, restore, doctor, upgrade, move):
    desk.add_command(command)


def _run(settings: DeskSettings) -> None:
    from battlebox.web.starting import server  # Late, as above.
    from battlebox.web.starting.start import start  # Late, as above.

    probe_servers: list[Any] = []
    started = start(settings)
    try:
        from battlebox.web import jobs  # Their models can be loaded only once Django stands.
        from battlebox.web.feeds import thread  # The same.
        from battlebox.web.hooks import thread as hooks  # The same.
        from battlebox.web.sending import posting  # The same.
        from battlebox.web.situations import publish_thread  # The same.
        from battlebox.web.starting import warming  # The same.

        address, certificates, certificate_page = _room(settings)
        if certificate_page is not None:
            probe_servers.append(server.plain_server(settings.port + 1, certificate_page))
        desk = server.desk_server(settings, started.application, certificates)
        warming.begin()
        _say_codes(started)
        _say_open(settings, address, started)

        def at_end() -> None:
            thread.end()
            hooks.end()
            publish_thread.end()
            posting.end()
            jobs.end()

        server.serve_until_told([desk, *probe_servers], at_end)
        _say(_CLOSED)
    finally:
        started.holder.close()


def _run_several(settings: DeskSettings) -> None:
    from battlebox.web.starting import server  # Late, as above.
    from battlebox.web.starting.several import refuse_several, serve_several  # Late, as above.
    from battlebox.web.starting.start import begin_desk  # Late, as above.

    refuse_several(settings)
    begun = begin_desk(settings)
    try:
        address, certificates, certificate_page = _room(settings)
        doors = [server.Door(settings.port, server.listening(settings, settings.port))]
        if certificate_page is not None:
            at = settings.port + 1
            doors.append(server.Door(at, server.listening(settings, at), certificate_page))
        serve_several(settings, begun, tuple(doors), certificates, lambda: _say_open(settings, address, begun))
        _say(_CLOSED)
    finally:
        begun.holder.close()


def _room(settings: DeskSettings) -> tuple[str, Certificates | None, Any]:
    """Where the desk is reached; for a room its certificates, and the page that gives out their authority."""
    from battlebox.web.starting.own_names import address_of, names_of  # Late, as above.

    if not settings.lan:
        return f"http://localhost:{settings.port}/", None, None
    from battlebox.web.starting.authority import certificates as make  # Late, as above.
    from battlebox.web.starting.lan_page import lan_application  # Late, as above.

    address, names = address_of(settings), names_of(settings)
    certificates = make(settings.keys, names)
    _say(f"first, each machine in the room installs the desk's certificate: http://{names[0]}:{settings.port + 1}/")
    _say(f"its fingerprint, to compare: {certificates.fingerprint}")
    return address, certificates, lan_application(certificates, address)


def _say_codes(started: Started) -> None:
    from battlebox.journal import EXERCISE  # Late: --version does not wait for libsodium.

    if started.drill is not None:
        # Late: its accounts can be named only once Django stands.
        from battlebox.web.starting.desk_settings import CONTROL
        from battlebox.web.starting.drill_cast import cast_names

        _say(f"{EXERCISE}: this is a drill's desk, and nothing leaves it: sign in as any of")
        for cast in cast_names(started.drill):
            _say(f"  {', '.join(cast)}")
        _say(f"  everybody's password, until the desk is closed: {started.demo_password}")
        _say(f"  whoever runs the drill signs in as {CONTROL}, and keeps this password: {started.control_password}")
    elif started.demo_password:
        # Nobody else who starts a desk needs the record's rooms for this.
        from battlebox.desk.command import CAST

        _say("this is a demonstration: sign in as any of")
        for _, names in groupby(CAST, lambda name: CAST[name][0]):
            _say(f"  {', '.join(names)}")
        _say(f"  everybody's password, until the desk is closed: {started.demo_password}")


def _say_open(settings: DeskSettings, address: str, started: Started | Begun) -> None:
    """What is printed once, and where the desk is."""
    if started.break_glass_code:
        _say("write this down, seal it in an envelope, and lock it away; it is not shown again:")
        _say(f"  break-glass sign-in name: break-glass   password: {started.break_glass_code}")
    if started.first_code:
        _say("make the first account with this code, within three days:")
        _say(f"  {address}join/?code={started.first_code}")
    _say(f"the desk is open at {address} (data in {settings.data}; stop with Ctrl-C)")
    # Late: it names Django's settings.
    from battlebox.web.identities.standing import say_standing

    say_standing(settings, _say)


def _say(words: str) -> None:
    sys.stderr.write(f"battlebox: {words}\n")
    sys.stderr.flush()
