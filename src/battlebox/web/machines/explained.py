"""The page that says to people what machines may ask and send: the description in OpenAPI, laid out.

Law: it says what the description says and nothing else; nothing on it is fetched from elsewhere.
Not here: the description itself (description.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from battlebox.web.machines.credentials import PER_MINUTE
from battlebox.web.machines.description import described
from battlebox.web.machines.handler import DESCRIPTION
from battlebox.web.pages import page

_NEEDS: Final = {"MayReport": "a key that may report", "MayRead": "a key that may read", "AnyKey": "any key"}
_REFUSED: Final = 400
FIELD_HEADS: Final = ("Field", "What it must be", "Needed", "What it says")
ANSWER_HEADS: Final = ("Field", "What it is", "What it says")


@require_safe
def machines_explained(request: HttpRequest) -> HttpResponse:
    """Every address, field by field."""
    says = described()
    return page(
        request,
        "machines/explained.html",
        operations=[_operation(says, path, method, one) for path, method, one in _every(says)],
        description=DESCRIPTION,
        per_minute=PER_MINUTE,
        field_heads=FIELD_HEADS,
        answer_heads=ANSWER_HEADS,
    )


def _every(says: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in says["paths"].items():
        for method, one in methods.items():
            yield path, method.upper(), one


def _operation(says: dict[str, Any], path: str, method: str, one: dict[str, Any]) -> dict[str, Any]:
    (scope,) = one["security"][0]
    sent = one.get("requestBody")
    fields = [_parameter(says, each) for each in one["parameters"] if each["in"] != "path"]
    if sent:
        fields += list(_fields(says, sent["content"]["application/json"]["schema"]))
    good = next(answer for status, answer in one["responses"].items() if int(status) < _REFUSED)
    answered = _resolved(says, good["content"]["application/json"]["schema"])
    return {
        "id": one["operationId"],
        "title": one["summary"],
        "asked": f"{method} {path}",
        "words": one["description"],
        "needs": _NEEDS[scope],
        "fields": fields,
        "sent_words": f"What is sent: {one['summary'].lower()}",
        "answered_words": f"What is answered: {one['summary'].lower()}",
        "answered": [(row[0], row[1], row[3]) for row in _fields(says, answered)],
    }


def _parameter(says: dict[str, Any], found: dict[str, Any]) -> tuple[str, str, str, str]:
    where = "header" if found["in"] == "header" else "after the ?"
    needed = "yes" if found["required"] else "no"
    return f"{found['name']} ({where})", _form(says, found["schema"]), needed, found["schema"].get("description", "")


def _fields(says: dict[str, Any], schema: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    found = _resolved(says, schema)
    for name, each in found["properties"].items():
        needed = "yes" if name in found.get("required", ()) else "no"
        yield name, _form(says, each), needed, _resolved(says, each).get("description", "")


def _form(says: dict[str, Any], schema: dict[str, Any]) -> str:
    """What a value must be, in words."""
    found = _resolved(says, schema)
    if "anyOf" in found:
        return " or ".join(_form(says, each) for each in found["anyOf"])
    if "enum" in found or "const" in found:
        return ", ".join(str(each) for each in found.get("enum", [found.get("const")]))
    if found.get("type") == "array":
        most = f", at most {found['maxItems']}" if "maxItems" in found else ""
        return f"a list of: {_form(says, found['items'])}{most}"
    if found.get("format") == "date-time":
        return "a time with its zone"
    most = f", at most {found['maxLength']} letters" if "maxLength" in found else ""
    words = {"string": "text", "integer": "a whole number", "boolean": "true or false", "null": "nothing"}
    if "properties" in found:
        return " with ".join(["an object", ", ".join(found["properties"])])
    return f"{words[found['type']]}{most}"


def _resolved(says: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = says["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found
