"""Open the estate a command names: a folder, a workbook, or one that is shipped.

Law: a path that exists is taken before a shipped name.
Not here: reading tables (estate).
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from battlebox.cli.errors import CliError, Code
from battlebox.cli.exits import say

if TYPE_CHECKING:
    from battlebox.estate import Estate


def estate_path(name: str) -> Path:
    """Where the estate lies. Raises CliError for a name that is neither a path nor shipped.

    A path that hides a shipped estate of its name is said on stderr: the figures of the two may differ.
    """
    if not name.strip():
        raise CliError.of(Code.NO_NAME, what="the estate")
    try:
        if Path(name).exists():
            if name in shipped():
                say(
                    f"this reads {name} in the current folder, not the {name} that is shipped; ./{name} says so plainly"
                )
            return Path(name)
    except (OSError, ValueError):
        raise CliError.of(Code.NO_SHIPPED, found=name[:80], names=", ".join(shipped())) from None
    if name in shipped():
        return _shelf() / name
    raise CliError.of(Code.NO_SHIPPED, found=name[:80], names=", ".join(shipped()))


def warn_of_hiding(target: Path) -> None:
    """Say that an estate written here will be read in place of the shipped one of its name."""
    if str(target) in shipped():
        say(f"from this folder, {target} now means this estate and not the one that is shipped")


def open_estate(name: str) -> Estate:
    """The estate, free of mistakes. Raises CliError, EstateError."""
    from battlebox.estate import read_estate  # The reader of workbooks is slow to load; --version does not wait for it.

    return read_estate(estate_path(name))


def shipped() -> tuple[str, ...]:
    """Names of the estates in the package."""
    shelf = _shelf()
    return tuple(sorted(entry.name for entry in shelf.iterdir() if entry.is_dir())) if shelf.is_dir() else ()


def is_shipped(path: Path) -> bool:
    """Whether an estate is one of those in the package, which no command writes to."""
    return path.resolve().is_relative_to(_shelf().resolve())


def _shelf() -> Path:
    return Path(str(resources.files("battlebox") / "estate" / "shipped"))
