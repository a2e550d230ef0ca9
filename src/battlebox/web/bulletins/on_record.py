"""From a command about bulletins to the record of the incident that is meant.

Law: Django is loaded only when a record is written in.
Not here: writing in it (at_terminal.py), files and keys (files.py), on which a demonstration stands as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from battlebox.web.bulletins.at_terminal import AtTerminal


def on_record(data: Path | None, given: Mapping[str, Any], body: str) -> AbstractContextManager[AtTerminal]:
    """The record of the incident that is meant, as the officer who is named."""
    # Django is loaded when a record is written in; tables can be named only once it stands.
    from battlebox.web.taxii.standing import stand

    stand(data)
    from battlebox.web.bulletins.at_terminal import at_terminal  # Names tables.

    return at_terminal(data, given["incident"], given["by"], body)
