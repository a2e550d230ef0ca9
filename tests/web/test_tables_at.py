"""Where a desk's tables are said to be: what is taken, what is refused, and that no password is ever repeated."""

from __future__ import annotations

import os

import pytest

from battlebox.web.errors import Code, WebError
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.tables_at import tables_of, where_is

ADDRESS = "postgresql://desk:hunter2@db.example:5433/battlebox"


def test_without_a_word_they_are_a_file_in_the_folder(tmp_path):
    found = tables_of(DeskSettings(data=tmp_path))
    assert found["ENGINE"].endswith("sqlite3")
    assert found["NAME"] == tmp_path / "desk.sqlite3"


def test_an_address_is_read_in_either_spelling(tmp_path):
    desks = [DeskSettings(data=tmp_path, tables=each) for each in
             (ADDRESS, "host=db.example port=5433 user=desk password=hunter2 dbname=battlebox")]  # fmt: skip
    one, other = (tables_of(desk) for desk in desks)
    assert one == other
    assert (one["NAME"], one["OPTIONS"]["port"]) == ("battlebox", "5433")
    assert {where_is(desk) for desk in desks} == {"the database battlebox at db.example"}


@pytest.mark.parametrize(
    "wrong", ["nowhere", "host=db.example", "postgresql://desk:hunter2@db.example:x/", "dbname=''"]
)
def test_what_names_no_database_is_refused_without_its_words(tmp_path, wrong):
    with pytest.raises(WebError) as refused:
        tables_of(DeskSettings(data=tmp_path, tables=wrong))
    assert refused.value.code is Code.BAD_SETTING
    assert "hunter2" not in str(refused.value) + refused.value.hint


@pytest.mark.skipif(os.name != "posix", reason="other systems keep who may read a file elsewhere")
def test_a_password_that_others_on_the_machine_can_read_is_refused(tmp_path):
    file = tmp_path / "desk.toml"
    file.write_text(f'tables = "{ADDRESS}"\n', encoding="utf-8")
    file.chmod(0o644)
    with pytest.raises(WebError) as refused:
        tables_of(DeskSettings.from_folder(tmp_path))
    assert refused.value.code is Code.OPEN_SECRET
    file.chmod(0o600)
    assert tables_of(DeskSettings.from_folder(tmp_path))["OPTIONS"]["password"] == "hunter2"


def test_without_what_speaks_to_a_server_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(WebError) as refused:
        tables_of(DeskSettings(data=tmp_path, tables=ADDRESS))
    assert refused.value.code is Code.NO_POSTGRES
    assert "battlebox[postgres]" in refused.value.hint
