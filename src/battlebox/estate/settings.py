"""estate.toml: its keys, their types and meaning, read from text into the weights and assumptions of an estate.

Law: settings are flat text by dotted key; a key that is not in SETTINGS is refused by name; blanks take the default.
Not here: TOML files and the sheet `estate` (tables.py), the defaults themselves (estate.py).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, Final

from battlebox.estate.cells import CellError, hours_text, text_of, value_of
from battlebox.estate.column import Form
from battlebox.estate.errors import Code
from battlebox.estate.estate import Cyber, HarmWeights, PathDefault, Restoring
from battlebox.estate.mistakes import Mistake
from battlebox.estate.near import Near
from battlebox.estate.tomltext import read_toml


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of estate.toml; `default` is the text that stands for its absence."""

    key: str
    form: Form
    help: str
    default: str = ""


_HARM: Final = HarmWeights()
_CYBER: Final = Cyber()
_RESTORE: Final = Restoring()


def _all() -> Iterator[Setting]:
    yield Setting("title", Form.TEXT, "what the estate is called", "the name of the folder")
    yield Setting("as_of", Form.DATE, "the day or moment it describes; without an offset, UTC")
    yield Setting("licence", Form.TEXT, "on what terms it may be used")
    yield Setting("illustrative", Form.FLAG, "true if it is made up: every page then says so", "false")
    for name, words in (
        ("before_rto", "weight of an hour out before the RTO"),
        ("after_rto", "weight of an hour out from the RTO on"),
        ("after_mtpd", "weight of an hour out from the MTPD on"),
        ("vulnerable_extra", "how much more a vulnerable person counts"),
        ("per_record", "harm of one person's record reached"),
        ("per_sensitive", "more of it if the record is sensitive"),
    ):
        yield Setting(f"harm.{name}", Form.NUMBER, words, text_of(Form.NUMBER, getattr(_HARM, name)))
    for priority, weight in _HARM.severity.items():
        yield Setting(
            f"harm.severity.{priority}", Form.NUMBER, f"severity of a {priority} service", text_of(Form.NUMBER, weight)
        )
    yield Setting(
        "cyber.destructive_chance",
        Form.SHARE,
        "chance that the attack destroys rather than only steals",
        text_of(Form.SHARE, _CYBER.destructive_chance),
    )
    for name, words in (
        ("strike", "mean hours until a destroying attack strikes everywhere"),
        ("since", "hours a hit system was compromised before hour 0"),
        ("found", "hour at which a theft is found everywhere"),
        ("lasts", "hours to check, evict and return, where an action does not say"),
        ("evict", "least hours in which anything is checked and evicted"),
        ("everything_takes", "hours to shut every council down"),
        ("everything_lasts", "hours every council then stays down"),
    ):
        yield Setting(f"cyber.{name}_h", Form.HOURS, words, hours_text(getattr(_CYBER, f"{name}_microhours")))
    for word, chance in _CYBER.chances.items():
        yield Setting(
            f"cyber.chances.{word}", Form.SHARE, f"what {word} means as a chance", text_of(Form.SHARE, chance)
        )
    for kind, default in _CYBER.kinds.items():
        yield Setting(
            f"cyber.kinds.{kind}.chance",
            Form.SHARE,
            f"chance of a {kind} path that does not say",
            text_of(Form.SHARE, default.chance),
        )
        yield Setting(
            f"cyber.kinds.{kind}.hours",
            Form.HOURS,
            f"mean hours of a {kind} path that does not say",
            hours_text(default.microhours),
        )
    for name, words in (
        ("clear", "hours until a system is cleared for rebuilding, evidence taken, where `works` does not say"),
        ("data", "hours to restore the data of a system that holds records, where `works` does not say"),
        ("accept", "hours to assure and accept a system, where `works` does not say"),
    ):
        yield Setting(f"restore.{name}_h", Form.HOURS, words, hours_text(getattr(_RESTORE, f"{name}_microhours")))
    yield Setting(
        "restore.people",
        Form.COUNT,
        "people of a crew who are at one system, where `works` does not say",
        text_of(Form.COUNT, _RESTORE.people),
    )


SETTINGS: Final[Mapping[str, Setting]] = MappingProxyType({setting.key: setting for setting in _all()})
"""Every key by its dotted name, in the order estate.toml is written."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What estate.toml said, read."""

    title: str | None
    as_of: datetime | None
    licence: str | None
    illustrative: bool
    harm: HarmWeights
    cyber: Cyber
    restore: Restoring


def flat_settings(text: str) -> dict[str, str]:
    """The settings of an estate.toml as text by dotted key. Raises TOMLDecodeError, also for a list."""
    return dict(_flat("", read_toml(text, parse_float=str)))


def settings_of(raw: Mapping[str, str], near: Near) -> tuple[Settings, list[Mistake]]:
    """The settings read, and every mistake in them; a setting with a mistake has its default."""
    mistakes: list[Mistake] = []
    values: dict[str, Any] = {}
    for key, text in raw.items():
        setting = SETTINGS.get(key)
        if setting is None:
            hint = near.words(key, SETTINGS.keys(), " to {}")
            mistakes.append(Mistake.at("estate", None, key, Code.UNKNOWN_SETTING, found=key, near=hint))
        elif text.strip():
            try:
                values[key] = _value(setting, text.strip())
            except CellError as error:
                mistakes.append(Mistake.at("estate", None, key, error.code, **{"found": text, **error.words}))
    settings = _settings(values)
    for name in ("lasts", "everything_lasts"):
        mistakes += _too_short(settings.cyber, name)
    return settings, mistakes


def _flat(lead: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(f"{lead}.{key}" if lead else key, inner)
    elif isinstance(value, list):
        message = f"{lead} is a list, and no setting is one"
        raise tomllib.TOMLDecodeError(message)
    elif isinstance(value, bool):
        yield lead, "true" if value else "false"
    elif isinstance(value, date | datetime):
        yield lead, value.isoformat()
    else:
        yield lead, str(value)


def _value(setting: Setting, text: str) -> Any:  # noqa: ANN401  # The setting's form decides the type.
    if setting.form is Form.FLAG:
        return value_of(Form.FLAG, {"true": "y", "false": "n"}.get(text.lower(), text))
    if setting.form is Form.DATE:
        return _instant(text)
    return value_of(setting.form, text)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise CellError(Code.BAD_DATE, meant="") from None
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


def _settings(values: Mapping[str, Any]) -> Settings:
    weights = {name: values.get(f"harm.{name}", getattr(_HARM, name)) for name in _HARM_NAMES}
    severity = {one: values.get(f"harm.severity.{one}", default) for one, default in _HARM.severity.items()}
    hours = {
        f"{name}_microhours": values.get(f"cyber.{name}_h", getattr(_CYBER, f"{name}_microhours"))
        for name in ("strike", "since", "found", "lasts", "evict", "everything_takes", "everything_lasts")
    }
    chances = {one: values.get(f"cyber.chances.{one}", default) for one, default in _CYBER.chances.items()}
    kinds = {
        kind: PathDefault(
            values.get(f"cyber.kinds.{kind}.chance", default.chance),
            values.get(f"cyber.kinds.{kind}.hours", default.microhours),
        )
        for kind, default in _CYBER.kinds.items()
    }
    return Settings(
        title=values.get("title"),
        as_of=values.get("as_of"),
        licence=values.get("licence"),
        illustrative=values.get("illustrative", False),
        harm=HarmWeights(severity=MappingProxyType(severity), **weights),
        cyber=Cyber(
            destructive_chance=values.get("cyber.destructive_chance", _CYBER.destructive_chance),
            chances=MappingProxyType(chances),
            kinds=MappingProxyType(kinds),
            **hours,
        ),
        restore=Restoring(
            people=values.get("restore.people", _RESTORE.people),
            **{
                f"{name}_microhours": values.get(f"restore.{name}_h", getattr(_RESTORE, f"{name}_microhours"))
                for name in ("clear", "data", "accept")
            },
        ),
    )


def _too_short(cyber: Cyber, name: str) -> list[Mistake]:
    hours = getattr(cyber, f"{name}_microhours")
    if hours >= cyber.evict_microhours:
        return []
    return [
        Mistake.at(
            "estate",
            None,
            f"cyber.{name}_h",
            Code.LASTS_TOO_SHORT,
            found=hours_text(hours),
            least=hours_text(cyber.evict_microhours),
        )
    ]


_HARM_NAMES: Final = ("before_rto", "after_rto", "after_mtpd", "vulnerable_extra", "per_record", "per_sensitive")
