"""`battlebox kernels`: compile the kernels now, so that nothing compiles on the bad day.

Law: says where the compiled kernels are kept, or that they cannot be kept.
Not here: how a kernel is compiled (engine).
"""

from __future__ import annotations

import click

from battlebox.cli.exits import say
from battlebox.cli.options import JSON
from battlebox.cli.screen import bar, put, put_json


@click.command()
@JSON
def kernels(*, as_json: bool) -> None:
    """Compile the kernels now and say where they are kept.

    `make setup` does this once. Without it the first question does it, which takes about a minute.
    """
    say("compiling the kernels (about a minute the first time)")
    # Loading the engine is the first part of compiling it.
    from battlebox.engine import kernel_folder, warm
    from battlebox.engine.restore import warm as warm_restore

    with bar("compiling"):
        warm()
        warm_restore()
    folder = kernel_folder()
    if as_json:
        put_json({"folder": None if folder is None else str(folder)})
    else:
        put(str(folder) if folder else "nowhere to keep them: set BATTLEBOX_KERNELS to a folder that can be written")
