"""The tree of this repository as the laws read it: modules with their syntax, pages with their text.

Law: nothing here imports the code it reads, so that a broken module still has its laws counted.
Not here: the laws themselves (test_*.py).
"""

from __future__ import annotations

import ast
import gc
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "battlebox"
ROOMS = ("estate", "marking", "engine", "journal", "desk", "drill", "share", "web", "cli")
FACES = ("web", "cli")
SKIPPED = {".git", ".venv", "out", "build", "dist", "node_modules", "__pycache__", ".hypothesis"}


@dataclass(frozen=True)
class Module:
    """One Python file: where it lies, its text, its syntax."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path from the root of the repository, as one would type it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def dotted(self) -> str:
        """The name by which Python imports it (for modules under src)."""
        parts = self.path.relative_to(ROOT / "src").with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The room it stands in; empty for the package's own module."""
        parts = self.path.relative_to(SOURCE).parts
        return parts[0] if len(parts) > 1 else ""


def files(*suffixes: str) -> list[Path]:
    """Every file of the repository with one of these suffixes, in order of path."""
    return [path for path in _all_files() if path.suffix in suffixes]


@cache
def _all_files() -> tuple[Path, ...]:
    """In order of path; what is skipped is not walked, for it holds ten times as many files as the rest."""
    found = []
    for folder, below, names in os.walk(ROOT):
        below[:] = [name for name in below if name not in SKIPPED]
        found += [path for name in names if (path := Path(folder, name)).is_file()]
    return tuple(sorted(found))


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the repository.

    No rubbish is looked for meanwhile, nor later among these trees: that took four times as long as parsing them.
    """
    gc.disable()
    try:
        found = []
        for path in files(".py"):
            text = path.read_text(encoding="utf-8")
            found.append(Module(path, text, ast.parse(text)))
        gc.freeze()
    finally:
        gc.enable()
    return tuple(found)


@cache
def source() -> tuple[Module, ...]:
    """The product's own modules."""
    return tuple(module for module in modules() if module.path.is_relative_to(SOURCE))


def page(name: str) -> str:
    """The text of a page under docs; a missing page is empty, so that its law says what it lacks."""
    path = ROOT / "docs" / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def told(faults: list[str]) -> str:
    """Faults as one message, one a line, each starting where an editor can jump to."""
    return "\n" + "\n".join(faults)
