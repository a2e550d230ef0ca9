"""A cloud's store of files by its address: S3 and what speaks like it, Azure, Google.

Law: the keys to it come from the environment, and are never written or said; a store that does not answer is given up.
Not here: in which order files are sent (upload.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from battlebox.share.errors import Code, ShareError
from battlebox.share.ground import RealDesk

SCHEMES: Final = ("s3", "az", "gs")
KEPT: Final = "max-age=60"
"""How long a browser or a cache on the way may show a page without asking again."""
_WAIT_SECONDS: Final = 20
_TRIES: Final = 3


class CloudStore:
    """A store by its address, through the one library that speaks to all of them. Only a real desk has one."""

    def __init__(self, desk: RealDesk, target: str) -> None:
        if type(desk) is not RealDesk:
            raise TypeError(f"a store elsewhere is for a real desk, not for {type(desk).__name__}")
        self.target = target
        scheme, _, rest = target.partition("://")
        if not rest.strip("/"):
            right = f"{scheme}://store/folder"
            raise ShareError.of(Code.BAD_TARGET, target=target, why="it names no store", right=right)
        try:
            # Sixteen megabytes that only sending to a cloud needs: an extra of its own.
            import obstore
            from obstore.exceptions import BaseError
            from obstore.store import from_url
        except ImportError:
            raise ShareError.of(Code.NO_LIBRARY, kind=scheme) from None
        self._library, self._error = obstore, BaseError
        try:
            self._store = from_url(
                target,
                client_options={"timeout": f"{_WAIT_SECONDS}s", "connect_timeout": "10s", "allow_http": True},
                retry_config={"max_retries": _TRIES},
            )
        except (BaseError, ValueError) as wrong:
            right, why = f"{scheme}://store/folder", _first(wrong).lower()
            raise ShareError.of(Code.BAD_TARGET, target=target, why=why, right=right) from wrong

    def get(self, name: str) -> bytes | None:
        """A file; None where there is none."""
        try:
            return bytes(self._library.get(self._store, name).bytes())
        except FileNotFoundError:
            return None
        except self._error as wrong:
            raise OSError(_first(wrong)) from wrong

    def put(self, name: str, data: bytes, kind: str) -> None:
        """Put a file, with the type that a browser is told."""
        told = {"Content-Type": kind, "Cache-Control": KEPT}
        try:
            self._library.put(self._store, name, data, attributes=told)
        except self._error as wrong:
            raise OSError(_first(wrong)) from wrong

    def names(self) -> Iterable[str]:
        """Every name below the root."""
        try:
            return [row["path"] for rows in self._library.list(self._store) for row in rows]
        except self._error as wrong:
            raise OSError(_first(wrong)) from wrong

    def remove(self, name: str) -> None:
        """Remove a file."""
        try:
            self._library.delete(self._store, name)
        except self._error as wrong:
            raise OSError(_first(wrong)) from wrong


def _first(wrong: Exception) -> str:
    """The library tells its whole inner state below the first line."""
    return str(wrong).splitlines()[0][:200] if str(wrong) else type(wrong).__name__.lower()
