"""How kernels are compiled, and where the machine code is kept between runs.

Law: machine code is kept in a folder named by the digest of every source of this room and of numba's version, so that
a kernel edited anywhere can never be answered by old code; with no folder to write to, kernels compile afresh and say
so. A kernel makes no array: every array is its caller's, which is why none has to be counted.
Not here: the kernels.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import numba
import platformdirs

P = ParamSpec("P")
R = TypeVar("R")

FOLDER_SETTING: Final = "BATTLEBOX_KERNELS"
"""Environment variable that names the folder for compiled kernels instead of the user's cache folder."""


def sources_digest(folder: Path) -> str:
    """Digest of numba's version, Python's, and every source below a folder, by name and content."""
    digest = hashlib.sha256(f"{numba.__version__} {sys.version}".encode())
    for source in sorted(folder.rglob("*.py")):
        digest.update(f"\0{source.relative_to(folder).as_posix()}\0".encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()[:24]


def kernel_folder() -> Path | None:
    """The folder for this exact version of the kernels, made if need be; None where nothing can be written."""
    root = os.environ.get(FOLDER_SETTING) or platformdirs.user_cache_path("battlebox") / "kernels"
    folder = Path(root) / sources_digest(Path(__file__).parent)
    probe = folder / f".writable-{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError:
        return None
    return folder


FOLDER: Final = kernel_folder()
if FOLDER is None:
    sys.stderr.write(
        "battlebox: nowhere to keep compiled kernels, so they are compiled again each run (about half a minute); "
        f"set {FOLDER_SETTING} to a folder that can be written\n"
    )
else:
    setattr(numba.config, "CACHE_DIR", str(FOLDER))  # noqa: B010 - numba sets its settings after import

_OPTIONS: Final[dict[str, Any]] = {"cache": FOLDER is not None, "nogil": True, "_nrt": False}
"""How every kernel is compiled. Without numba's run time for arrays (`_nrt`): it counts each array taken in hand by a
locked instruction, row for row, which took nine tenths of the time and set the threads against each other. What would
make an array then does not compile."""


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a free function of arrays and numbers; it runs outside Python's lock, so blocks can share two cores."""
    compiled: Callable[P, R] = numba.njit(**_OPTIONS)(function)
    return compiled


def inner_kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a small function into its callers: a call would copy a hundred array headers and cost a hundredfold."""
    compiled: Callable[P, R] = numba.njit(**_OPTIONS, forceinline=True)(function)
    return compiled
