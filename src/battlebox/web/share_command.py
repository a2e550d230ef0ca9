"""`battlebox share`: partners, what they are given and what they give, from a terminal.

Law: this module and what it names load nothing slow; Django is loaded when a command that needs tables runs.
Not here: what each command does (its own module, added below).
"""

from __future__ import annotations

import click

from battlebox.web.bringing.command import bring
from battlebox.web.bulletins.call_back_commands import callback
from battlebox.web.bulletins.commands import bulletin
from battlebox.web.feeds.commands import feed, poll, push
from battlebox.web.giving.command import give
from battlebox.web.readiness.command import findings
from battlebox.web.situations.share_commands import situation
from battlebox.web.taxii.commands import aside, collection, ledger, partner, serve


@click.group()
def share() -> None:
    """Share with partners: bulletins, feeds, the ledger of what left; and bring a drill's findings in."""


for command in (
    serve, partner, collection, aside, ledger, bulletin, callback, bring, feed, poll, push, give, situation, findings,
):  # fmt: skip
    share.add_command(command)
