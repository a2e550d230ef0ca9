"""The description in OpenAPI of the desk's own JSON is true, and has every address that answers any."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

from django.test import Client

from battlebox import web
from battlebox.desk.readiness import OUTCOMES, OwnStatus, Stands
from battlebox.marking import Tlp
from battlebox.share.bulletin import Believed
from battlebox.share.status import FactStatus, State
from web.described import how_many, say
from web.descriptions import description, is_described, is_json
from web.desk_described import GIVE, SCRIPT, asked, furnished
from web.places.conftest import opened
from web.places.test_routes import every as addresses
from web.publishing.conftest import public
from web.taxii.conftest import straight

__all__ = ["addresses", "opened", "public", "straight"]

# Each module that answers JSON, and what of the description it answers.
ANSWERS = {
    "bulletins/carried.py": {"bulletin_file", "bulletin_indicators", "bulletin_receipt"},
    "drilling/report.py": {"drill_report_file"},
    "giving/files.py": {"give_file"},
    "publishing/publish.py": {"public_document"},
    "readiness/leaving.py": {"ready_file"},
    "reconnecting/letters.py": {"letter_file"},
}
# What is made elsewhere: by the library of accounts, and by share.status, whose built files are shown as they are.
ELSEWHERE = {"mfa_login_webauthn", "public_preview", "public_preview_feed"}
OF_A_DRILL = {"drill_report_file"}
"""What only a drill's desk answers; drilling/test_report.py holds its answers to the description."""
READ = ("GET", "HEAD")
FOUND, NOT_THERE = 200, 404


def described():
    return {one["operationId"]: path for path, says in description("desk")["paths"].items()
            for method, one in says.items() if method != "parameters"}  # fmt: skip


def test_every_module_that_answers_json_is_in_the_description():
    found = {}
    for path in Path(web.__file__).parent.rglob("*.py"):
        where = path.relative_to(Path(web.__file__).parent).as_posix()
        if where.startswith(("taxii/", "machines/", "front/", "migrations/")):
            continue
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_said = isinstance(each, ast.Constant) and isinstance(each.value, str) and "/json" in each.value
            if is_said or (isinstance(each, ast.Name) and each.id == "JsonResponse"):
                found[where] = True
    assert found.keys() == ANSWERS.keys(), "describe its addresses in docs/formats/desk.openapi.json, then name it here"
    assert set().union(*ANSWERS.values()) | ELSEWHERE == described().keys()


def test_pages_of_the_library_stay_pages_whatever_is_asked_for(addresses, desk_page, officer):
    asks = {"HTTP_ACCEPT": "application/json", "HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
    own = [each for each in addresses.values() if each.startswith("/account/")]
    assert len(own) > 15
    for person in (None, officer("northmere", admin=True)):
        client = Client() if person is None else desk_page(person).client
        for address in own:
            typed = {"login": "x", "password": "the secret"}
            for answer in (client.post(address, typed, **asks), client.get(address, **asks)):
                assert not is_json(answer) or is_described(answer), address
                assert b"the secret" not in answer.content, address


def test_requests_made_up_from_the_description_are_answered_as_it_says(straight, opened, public, desk_page):
    from django.core.handlers.wsgi import WSGIHandler

    known, readers = furnished(opened, desk_page)
    many, number = how_many(3)
    told = asked(WSGIHandler(), known, readers, many, number)
    say("desk", sum(told.values(), Counter()))
    found = {label for each in told.values() for label, status in each if status == FOUND}
    assert found == {f"{'POST' if name == 'give_file' else 'GET'} {path}" for name, path in described().items()
                     if name not in OF_A_DRILL}  # fmt: skip
    for name in ("farwick", ""):
        got = {label for label, status in told[name] if status == FOUND and "/i/" in label}
        assert got == set(), f"{name or 'nobody'} takes no part"


def test_what_only_reads_refuses_the_rest_and_says_what_it_does(addresses, opened, desk_page):
    client = desk_page("northmere").client
    there = {"incident": opened.short, "letter": "x", "bulletin": "abc"}
    for path, says in description("desk")["paths"].items():
        if "get" in says and path != SCRIPT:
            for method in ("POST", "PUT", "PATCH", "DELETE"):
                answer = client.generic(method, path.format(**there))
                assert (answer.status_code, answer.headers["Allow"]) == (405, ", ".join(READ)), f"{method} {path}"


def test_the_words_of_the_description_are_those_of_the_program():
    from battlebox.web.giving.files import Form

    every = description("desk")
    schemas = every["components"]["schemas"]
    status, readiness = schemas["Status"]["properties"], schemas["Readiness"]["properties"]
    assert schemas["Tlp"]["enum"] == [each.value for each in Tlp]
    assert schemas["Stands"]["enum"] == [each.value for each in Stands]
    assert status["services"]["items"]["properties"]["state"]["enum"] == [each.value for each in State]
    assert readiness["outcomes"]["maxItems"] == len(OUTCOMES)
    assert schemas["Outcome"]["properties"]["status"]["enum"] == [each.value for each in OwnStatus]
    assert status["facts"]["items"]["properties"]["status"]["enum"] == [each.value for each in FactStatus]
    says = schemas["Bulletin"]["properties"]["says"]["properties"]
    assert says["facts"]["items"]["properties"]["believed"]["enum"] == [each.value for each in Believed]
    form = every["paths"][GIVE]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert form["properties"]["form"]["enum"] == [each.value for each in Form]
