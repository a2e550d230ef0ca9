"""The command line face of Battlebox.

Law: data on stdout, words on stderr, one exit code per kind of failure; each command loads what it needs, late. This
door itself loads next to nothing, so that Ctrl-C has its two lines from the first moment that is ours.
Not here: rules about estates, attacks or incidents (the rooms below).
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False  # As typing has it, which takes longer to load than all the rest of this door.
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import FrameType
    from typing import NoReturn

__all__ = ["main"]

_INTERRUPTED = 130
_AGAIN_SECONDS = 0.05


def main(args: Sequence[str] | None = None) -> NoReturn:
    """Load the program, run one command and leave with its exit code."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # A shell's background job does not hear it.
    if heard:
        signal.signal(signal.SIGINT, _stopped)
    from battlebox.cli.program import main as command  # Ctrl-C may fall into the tenth of a second that this takes.

    if heard:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.unraisablehook = _ask_again
    try:
        command(args)
    except KeyboardInterrupt:
        _stopped()
    finally:
        if heard:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # All is done; what is left is Python's own end.


def _stopped(_number: int = signal.SIGINT, _frame: FrameType | None = None) -> NoReturn:
    """Say that it was stopped and end at once: what is half loaded cannot be left in order."""
    from battlebox.cli.errors import TEXT, Code  # Only one who stops needs the words.

    sentence, hint = TEXT[Code.STOPPED]
    if sys.stderr is not None:
        os.write(2, f"battlebox: error: {sentence}\nbattlebox: hint: {hint}\n".encode())
    os._exit(_INTERRUPTED)


def _ask_again(lost: sys.UnraisableHookArgs) -> None:
    """Ctrl-C that fell into the compiler's own code, where no error can be raised, is asked again a moment later."""
    if not issubclass(lost.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(lost)
        return
    # Only one who stops needs them.
    import _thread
    import threading

    threading.Timer(_AGAIN_SECONDS, _thread.interrupt_main).start()
