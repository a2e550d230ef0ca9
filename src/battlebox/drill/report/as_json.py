"""The report as JSON, for those who keep it elsewhere: docs/formats/after-action.md says what each field is.

Law: every figure of the report is in it; instants are UTC; what is not known is null and never 0.
Not here: reading it back: the record is what a report is made from.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from battlebox.desk import unturned
from battlebox.drill.report.after_action import AfterAction
from battlebox.drill.report.lack import Lack
from battlebox.journal import EXERCISE

FORMAT: Final = "battlebox-after-action/1"


def as_json(report: AfterAction) -> str:
    """The whole report; the same report gives the same bytes."""
    said = _plain(report)
    # What was measured is one value in the program; in the file each part of it stands under its own name.
    measured = said.pop("found")
    whole = {"format": FORMAT, "exercise": True, "says": EXERCISE, **said, **measured}
    return unturned(json.dumps(whole, ensure_ascii=False, indent=1))


def _plain(value: Any) -> Any:  # noqa: ANN401 - any value of a report, and JSON has no type of its own
    if isinstance(value, Lack | StrEnum):
        return value.said if isinstance(value, Lack) else value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
