"""What is moved is every table there is, and what is changed in desk.toml is one line."""

from __future__ import annotations

import pytest

from battlebox.web.errors import Code, WebError
from battlebox.web.moving.switch import Switch
from battlebox.web.starting.desk_settings import DeskSettings

ADDRESS = 'host=/run/postgresql dbname=battlebox password="a\\b"'


def test_every_table_that_is_there_is_moved_or_named_as_not(desk):
    from django.db import connection

    from battlebox.web.moving.rows import UNMOVED, tables

    there = set(connection.introspection.table_names())
    assert there - UNMOVED == {each.name for each in tables()}
    assert len(there) > 30


def test_a_digest_changes_with_any_cell_and_with_nothing_else(desk, officer):
    from battlebox.web.models import Membership, Officer
    from battlebox.web.moving.rows import Table, counted

    one, other = officer("northmere"), officer("eastholt")
    first = counted(Table.of(Membership), "default")
    assert (first.rows, first) == (2, counted(Table.of(Membership), "default"))
    Membership.objects.filter(officer=one).update(admin=True)
    second = counted(Table.of(Membership), "default")
    assert second.digest != first.digest
    Membership.objects.filter(officer=one).update(admin=False)
    assert counted(Table.of(Membership), "default") == first
    # Two rows that change places in one column are no longer what they were.
    names = [one.display_name, other.display_name]
    before = counted(Table.of(Officer), "default")
    for each, name in ((one, names[1]), (other, names[0])):
        Officer.objects.filter(pk=each.pk).update(display_name=name)
    assert counted(Table.of(Officer), "default").digest != before.digest


@pytest.mark.parametrize("before", ["", "# ours\nport = 8010\n", 'tables = "dbname=old"\nbody = "northmere" # us\n'])
def test_the_line_goes_in_and_out_and_the_rest_stays_word_for_word(tmp_path, before):
    file = tmp_path / "desk.toml"
    file.write_text(before, encoding="utf-8")
    Switch.to(tmp_path, ADDRESS).make()
    assert DeskSettings.from_folder(tmp_path).tables == ADDRESS
    Switch.to(tmp_path, "").make()
    assert file.read_text(encoding="utf-8") == before.replace('tables = "dbname=old"\n', "")
    assert list(tmp_path.iterdir()) == [file]


def test_a_setting_that_is_written_over_lines_is_left_alone(tmp_path):
    file = tmp_path / "desk.toml"
    file.write_text('tables = """\ndbname=old"""\n', encoding="utf-8")
    with pytest.raises(WebError) as refused:
        Switch.to(tmp_path, "")
    assert refused.value.code is Code.MOVE_NOWHERE
    assert file.read_text(encoding="utf-8") == 'tables = """\ndbname=old"""\n'
