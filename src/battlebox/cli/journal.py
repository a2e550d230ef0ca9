"""`battlebox journal`: the record of an incident.

Law: what a command writes is on disk when it ends; what it prints as data can be read by another program.
Not here: the record's rules (journal room), one command's work (journal_*.py).
"""

from __future__ import annotations

import click

from battlebox.cli.journal_copy import export, import_, merge
from battlebox.cli.journal_desk import JournalGroup
from battlebox.cli.journal_order import admin_public, adopt, agree, card, enrol, hold, lift, redact, revoke, sealing_key
from battlebox.cli.journal_paper import checkpoint, witness
from battlebox.cli.journal_read import attachment, show, verify
from battlebox.cli.journal_write import append, new


@click.group(cls=JournalGroup)
def journal() -> None:
    """Keep, check and carry the signed record of an incident.

    Begin one with `battlebox journal new`, or take one in with `battlebox journal import`.
    """


for command in (
    new,
    append,
    show,
    attachment,
    verify,
    export,
    import_,
    merge,
    checkpoint,
    witness,
    card,
    enrol,
    revoke,
    adopt,
    hold,
    lift,
    redact,
    agree,
    sealing_key,
    admin_public,
):
    journal.add_command(command)
