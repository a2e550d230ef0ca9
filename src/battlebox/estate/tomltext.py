"""TOML as text, read once for every room: a mistake of any kind is a mistake of the text, and says where.

Law: whatever is wrong with a text is a TOMLDecodeError.
Not here: what a file may hold (each reader), where it lies.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from typing import Any, Final

_BITS_MOST: Final = 4_096
"""No number that anybody writes is longer, and Python itself refuses to write out one that is much longer."""
_TOO_DEEP: Final = "its brackets go too deep"
_LEVELS_MOST: Final = 100
"""No file that anybody writes goes a tenth as deep, and whoever reads one goes down as deep as it does."""
_LONG: Final = re.compile(r"\d[\d_]{999,}|0x[\dA-Fa-f_]{999,}|0[ob][0-7_]{999,}", re.ASCII)


def read_toml(text: str, parse_float: Callable[[str], object] = float) -> dict[str, Any]:
    """What a text says. Raises TOMLDecodeError, for what goes too deep as well, by brackets or by dots."""
    try:
        found = tomllib.loads(text, parse_float=parse_float)
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as wrong:
        raise _too_long(text) from wrong
    except RecursionError:
        raise tomllib.TOMLDecodeError(_TOO_DEEP) from None
    if _has_huge(found):
        raise _too_long(text)
    return found


def _has_huge(value: object, levels: int = _LEVELS_MOST) -> bool:
    if isinstance(value, dict | list):
        if not levels:
            raise tomllib.TOMLDecodeError(f"it goes more than {_LEVELS_MOST} levels deep")
        return any(_has_huge(each, levels - 1) for each in (value.values() if isinstance(value, dict) else value))
    return isinstance(value, int) and value.bit_length() > _BITS_MOST


def _too_long(text: str) -> tomllib.TOMLDecodeError:
    found = _LONG.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    return tomllib.TOMLDecodeError(f"a number is longer than any that can be meant (at line {line})")
