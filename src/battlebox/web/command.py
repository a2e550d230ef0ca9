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
from typing import TYPE_CHECKING, Any

import click

from battlebox.web.keeping.commands import backup, doctor, restore, upgrade
from battlebox.web.moving.command import move

if TYPE_CHECKING:
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.starting.start import Started


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
@click.option("--drill", is_flag=True, help="Serve the drill in the folder that --data names.")
@click.option("--demo", is_flag=True, help="Show West London at hour three, in a folder of its own.")
@click.pass_context
def desk(  # noqa: PLR0913 - options of a command
    context: click.Context, *, data: Path | None, port: int | None, lan: bool, host: str | None, demo: bool, drill: bool
) -> None:
    """Start the desk, and open it in a browser.

    One process; nothing outside this machine is asked. Stop it with Ctrl-C.
    """
    if context.invoked_subcommand is not None:
        if data or port or lan or host or demo or drill:
            raise click.UsageError(f"write options after {context.invoked_subcommand}, not before it")
        return
    # Django and TLS are slow to load, and only this command needs them.
    from battlebox.web.starting.desk_settings import DeskSettings

    asked: dict[str, Any] = {
        "port": port,
        "host": host,
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
    _run(found)


for command in (backup, restore, doctor, upgrade, move):
    desk.add_command(command)


def _run(settings: DeskSettings) -> None:
    from battlebox.web.starting import server  # Late, as above.
    from battlebox.web.starting.own_names import address_of, names_of  # Late, as above.
    from battlebox.web.starting.start import start  # Late, as above.

    probe_servers: list[Any] = []
    started = start(settings)
    try:
        from battlebox.web import jobs  # Their models can be loaded only once Django stands.
        from battlebox.web.feeds import thread  # The same.
        from battlebox.web.sending import posting  # The same.
        from battlebox.web.situations import publish_thread  # The same.
        from battlebox.web.starting import warming  # The same.

        address = address_of(settings) if settings.lan else f"http://localhost:{settings.port}/"
        certificates = None
        if settings.lan:
            from battlebox.web.starting.authority import certificates as make  # Late, as above.
            from battlebox.web.starting.lan_page import lan_application  # Late, as above.

            names = names_of(settings)
            certificates = make(settings.keys, names)
            probe_servers.append(server.plain_server(settings.port + 1, lan_application(certificates, address)))
            plain = f"http://{names[0]}:{settings.port + 1}/"
            _say(f"first, each machine in the room installs the desk's certificate: {plain}")
            _say(f"its fingerprint, to compare: {certificates.fingerprint}")
        desk = server.desk_server(settings, started.application, certificates)
        warming.begin()
        _say_codes(started, address)
        _say(f"the desk is open at {address} (data in {settings.data}; stop with Ctrl-C)")

        def at_end() -> None:
            thread.end()
            publish_thread.end()
            posting.end()
            jobs.end()

        server.serve_until_told([desk, *probe_servers], at_end)
        _say("the desk is closed; everything that was acknowledged is kept")
    finally:
        started.holder.close()


def _say_codes(started: Started, address: str) -> None:
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
    if started.break_glass_code:
        _say("write this down, seal it in an envelope, and lock it away; it is not shown again:")
        _say(f"  break-glass sign-in name: break-glass   password: {started.break_glass_code}")
    if started.first_code:
        _say("make the first account with this code, within three days:")
        _say(f"  {address}join/?code={started.first_code}")


def _say(words: str) -> None:
    sys.stderr.write(f"battlebox: {words}\n")
    sys.stderr.flush()
