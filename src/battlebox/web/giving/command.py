"""`battlebox share give`: what is in a collection of ours as a file for one partner.

Law: this module loads nothing slow; the file goes where somebody said or to standard output, words to standard error.
Not here: making it (files.py).
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Any

import click

from battlebox.web.share_options import DATA, OURS, say

FORMS = ("stix", "misp", "csv")


@click.command()
@click.argument("body")
@click.argument("collection")
@click.option("--as", "form", type=click.Choice(FORMS), default="stix", show_default=True, help="In which form.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=None, metavar="FILE", help="Where to write it."
)
@DATA
@OURS
def give(body: str, collection: str, form: str, out: Path | None, **given: Any) -> None:
    """Write what is in our COLLECTION as one file for the partner BODY, as far as it may have it.

    Only what it could fetch from us is in it, and it is in the ledger. Ends with 1 where nothing may go.
    """
    # Django is slow to load, and models can be loaded only once it stands.
    from battlebox.web.taxii.standing import stand_for

    _, home = stand_for(given["data"], given["ours"])
    from battlebox.web.giving.files import Form, file_for  # As above.
    from battlebox.web.taxii.named import collection_of, partner_of_ours  # As above.

    made = file_for(partner_of_ours(home, body), collection_of(home, collection), Form(form), author=home)
    for reason, many in sorted(Counter(each.reason for each in made.left).items()):
        say(f"left out: {many}: {reason}")
    if not made.body:
        say("nothing in it may go")
        sys.exit(1)
    say(f"{made.things} thing{'' if made.things == 1 else 's'} for {body}; that is in the ledger")
    if out is None:
        click.echo(made.body, nl=False)
        return
    try:
        out.write_bytes(made.body)
    except OSError as wrong:
        raise click.FileError(str(out), (wrong.strerror or "it cannot be written").lower()) from None
