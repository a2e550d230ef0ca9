"""Between the desk's frozen values and the JSON that a field of the record takes.

Law: `read(form, write(value)) == value`; a field that a later version added is passed over, and one that an earlier
version did not write takes its default, so old records stay readable and new ones do not break an old desk.
Not here: what the values mean (each noun's module), the bytes (journal).
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, TypeVar, Union, get_args, get_origin, get_type_hints

from battlebox.journal import Json

T = TypeVar("T")


def write(value: object) -> Json:
    """A dataclass of words, whole numbers, yes or no, instants, enums, tuples and other such values, as JSON.

    Instants are written in UTC to the second. Raises TypeError for anything else: a fault of ours.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, tuple):
        return [write(inner) for inner in value]
    if isinstance(value, frozenset):
        return sorted(str(inner) for inner in value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: write(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(type(value))


def read(form: type[T], data: Json) -> T:
    """The value of that form. Raises ValueError if the JSON is not of its shape: another desk's program wrote it."""
    found: T = _read(form, data)
    return found


def _read(form: Any, data: Any) -> Any:  # noqa: ANN401 - forms are type hints, which have no type of their own
    origin = get_origin(form)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return _read(next(each for each in get_args(form) if each is not type(None)), data)
    if origin in (tuple, frozenset):
        return _read_many(origin, get_args(form)[0], data)
    for is_such, read_such in _READERS:
        if is_such(form):
            return read_such(form, data)
    if type(data) is not form:
        raise ValueError(f"{data!r} is not {form}")
    return data


def _read_many(kind: type, inner: Any, data: Any) -> Any:  # noqa: ANN401 - the same
    if not isinstance(data, list):
        raise ValueError(f"{data!r} is not a list")  # noqa: TRY004 - one error for any wrong shape
    return kind(_read(inner, each) for each in data)


def _read_instant(_form: type, data: object) -> datetime:
    when = datetime.fromisoformat(data) if isinstance(data, str) else None
    if when is None or when.tzinfo is None:
        raise ValueError(f"{data!r} is not an instant")
    return when


def _read_fields(form: type, data: Any) -> Any:  # noqa: ANN401 - the same
    if not isinstance(data, Mapping):
        raise ValueError(f"{data!r} is not of the shape of {form.__name__}")  # noqa: TRY004 - the same
    hints = _hints(form)
    try:
        return form(**{name: _read(hint, data[name]) for name, hint in hints.items() if name in data})
    except TypeError as wrong:
        raise ValueError(str(wrong)) from wrong


_READERS: Final[tuple[tuple[Callable[[type], bool], Callable[[type, Any], Any]], ...]] = (
    (lambda form: form is datetime, _read_instant),
    (lambda form: issubclass(form, StrEnum), lambda form, data: form(data)),
    (is_dataclass, _read_fields),
)


@cache
def _hints(form: type) -> dict[str, Any]:
    return get_type_hints(form)
