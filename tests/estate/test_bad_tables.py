"""Every way of writing an estate wrongly, each found with its place, its code and what to do.

Law: one row of the table is one mistake; the estate around it is right, so exactly that mistake is told.
Not here: workbooks (test_workbook.py), files that cannot be read at all (test_files.py).
"""

from __future__ import annotations

import pytest

from battlebox.estate import DataKind, EstateCode, check, read_estate
from estate.three_councils import SETTINGS, TABLES, spoilt, written

C = EstateCode
BAD = [
    # What is spoilt, with what: code, row, column, and words of the hint.
    ("bodies", "northmere,Northmere,council", "northmere,Northmere,councl", C.BAD_WORD, 2, "kind", "mean council"),
    (
        "bodies",
        "northmere,Northmere,",
        "northmere,North\u202eerem,",
        C.CONTROL_CHARACTER,
        2,
        "name",
        "type the cell again",
    ),
    ("bodies", "northmere,Northmere,", "northmere,,", C.REQUIRED_BLANK, 2, "name", "write the name people know it by"),
    ("bodies", "gss,note", "gss,notes", C.UNKNOWN_COLUMN, 1, "notes", "rename it to note"),
    ("bodies", "gss,note", "note,note", C.COLUMN_TWICE, 1, "note", "keep one"),
    (
        "bodies",
        "farwick,Farwick,council,,a stranger",
        "farwick,Farwick,council,,a,b",
        C.ROW_TOO_LONG,
        4,
        None,
        "quotation",
    ),
    ("segments", "north-spare,N", "north-servers,N", C.ID_TWICE, 3, "segment", "another id"),
    ("sites", "town-hall", "mail", C.ID_TWICE, 3, "system", "another id"),
    ("sites", "town-hall", "everything", C.RESERVED_ID, 2, "site", "another id"),
    ("sites", "town-hall", "Town Hall", C.BAD_ID, 2, "site", "such as town-hall"),
    (
        "sites",
        'hall,"Town Hall, Northmere",northmere',
        "hall,x,northmre",
        C.DANGLING,
        2,
        "body",
        "did you mean northmere?",
    ),
    (
        "crews",
        "builders,Server team,northmere,3",
        "builders,Server team,northmere,2.5",
        C.NOT_WHOLE,
        2,
        "people",
        "whole",
    ),
    ("systems", "24.5", "-24.5", C.NEGATIVE, 3, "rebuild_h", "0 or more"),
    ("systems", "24.5", "nan", C.BAD_NUMBER, 3, "rebuild_h", "digits alone"),
    ("systems", "24.5", "inf", C.BAD_NUMBER, 3, "rebuild_h", "digits alone"),
    ("systems", "24.5", "1 day", C.BAD_NUMBER, 3, "rebuild_h", "without units"),
    ("systems", "24.5", '"1,200"', C.BAD_NUMBER, 3, "rebuild_h", "commas"),
    ("systems", "24.5", "=A1*2", C.FORMULA, 3, "rebuild_h", "paste it as values"),
    ("systems", "24.5", "1e9", C.TOO_LARGE, 3, "rebuild_h", "hours"),
    ("systems", "5000,0.1", "5000,1.1", C.BAD_SHARE, 2, "sensitive", "half as 0.5"),
    ("systems", "5000,0.1", "5000,10%", C.BAD_SHARE, 2, "sensitive", "10% as 0.1"),
    ("systems", "2026-03-01", "01/03/2026", C.BAD_DATE, 2, "restore_tested_on", "2026-03-01 if the day comes first"),
    ("systems", "2026-03-01", "2026-02-30", C.BAD_DATE, 2, "restore_tested_on", "no calendar"),
    ("systems", "northmere;eastholt", "northmere;;eastholt", C.BLANK_ITEM, 3, "data_of", "semicolon"),
    ("systems", "northmere;eastholt", "northmere;northmere", C.ITEM_TWICE, 3, "data_of", "once"),
    ("systems", "northmere;eastholt", "northmere;eastholm", C.DANGLING, 3, "data_of", "mean eastholt?"),
    ("systems", "Case files", "Case\x07files", C.CONTROL_CHARACTER, 4, "name", "type the cell again"),
    ("systems", "Case files", "x" * 32_768, C.CELL_TOO_LONG, 4, "name", "shorten"),
    ("services", "P1", "p1", C.BAD_WORD, 2, "priority", "mean P1?"),
    ("services", ",100,", ",,", C.REQUIRED_BLANK, 3, "people", "people served a day"),
    ("channels", "phone", "fax", C.BAD_WORD, 2, "kind", "phone, web, desk"),
    ("systems", "personal;cards", "personal; card", C.BAD_WORD, 3, "data_kinds", "mean cards?"),
    ("systems", "personal;cards", "personal;personal", C.ITEM_TWICE, 3, "data_kinds", "once"),
    ("crews", "team,northmere,3", "team,northmere,-3", C.NEGATIVE, 2, "people", "0 or more"),
    ("environments", "clean room,2", "cleanroom,2", C.BAD_WORD, 2, "kind", "mean clean room?"),
    ("environments", "clean room,2", "clean room,-1", C.NEGATIVE, 2, "capacity", "0 or more"),
    ("works", "rebuild,20", "rebuild,-20", C.NEGATIVE, 2, "hours", "0 or more"),
    ("works", "mail-restore,mail,restore", "mail-restore,mail,rebuild", C.STEP_TWICE, 3, "step", "one of the two"),
    ("works", "mail-restore,mail,", "mail-restore,mial,", C.DANGLING, 3, "of", "mean mail?"),
    ("works", "vault-line,4", "valt-line,4", C.DANGLING, 3, "environment", "mean vault-line?"),
    ("gates", "mail-evidence,mail,evidence", "mail-evidence,mail,evidense", C.BAD_WORD, 2, "kind", "mean evidence?"),
    ("gates", "mail-evidence,mail,", "mail-evidence,early,", C.DANGLING, 2, "of", "systems or paths or bodies"),
    ("gates", "2026-06-02 09:00", "tomorrow at nine", C.BAD_MOMENT, 2, "from", "2026-11-24 14:00"),
    ("gates", "own-rule,northmere,other", "own-rule,mail,evidence", C.GATE_TWICE, 3, "kind", "a name of its own"),
    ("gates", "evidence,,24", "evidence,,-24", C.NEGATIVE, 2, "lead_h", "0 or more"),
    ("shifts", "07:00,8", "7am,8", C.BAD_TIME, 2, "starts", "hour from 00 to 23"),
    ("shifts", "07:00,8", "07:00,13.5", C.SHIFT_LENGTH, 2, "hours", "split it in two"),
    ("shifts", "07:00,8", "07:00,0", C.SHIFT_LENGTH, 2, "hours", "split it in two"),
    ("availability", "2026-06-04,early", "2026-06-04,erly", C.DANGLING, 3, "shifts", "mean early?"),
    ("availability", "2026-06-07", "2026-06-04", C.ENDS_BEFORE, 2, "until", "change the two days over"),
    ("availability", "2026-06-04,early", "2026-06-05,early", C.FREE_AND_AWAY, 3, "kind", "part their days"),
    ("availability", "lead-away,night-lead", "lead-away,night-leed", C.DANGLING, 2, "of", "mean night-lead?"),
    ("needs", "rents,case-files", "rents,rents", C.NEEDS_ITSELF, 4, "on", "something else"),
    ("needs", "rents,case-files,,,,", "care,mail,,9,,", C.NEED_TWICE, 4, "on", "any_of"),
    ("needs", "rents,case-files", "rents,casefiles", C.DANGLING, 4, "on", "mean case-files?"),
    ("needs", "rents,case-files", "rents,northmere", C.DANGLING, 4, "on", "systems or services or channels"),
    ("needs", "fallback:care", "fallback:mail", C.FALLBACK_NOT_SERVICE, 8, "of", "the id of a service, or mail alone"),
    ("needs", "fallback:care", "fallback:cares", C.DANGLING, 8, "of", "mean care?"),
    ("needs", "rents,case-files", "rents,fallback:care", C.FALLBACK_NOT_NEEDED, 4, "on", "itself rests on"),
    ("needs", "mail,directory,,,,", "mail,directory,,,0.5,", C.SLOWS_NOT_SERVICE, 5, "slows", "leave slows blank"),
    (
        "needs",
        "fallback:care,website,,,,",
        "fallback:care,website,,,1,",
        C.SLOWS_NOT_SERVICE,
        8,
        "slows",
        "service in `of`",
    ),
    ("needs", "rents,mail,,,0.5", "rents,mail,a,,0.5", C.SLOWS_WITH_ANY_OF, 3, "slows", "any_of blank"),
    ("needs", "care,mail,,2", "care,mail,,-2", C.NEGATIVE, 2, "holds_h", "0 or more"),
    ("needs", "0.5,shared-link", "0.5,shared-lnk", C.DANGLING, 3, "via", "mean shared-link?"),
    ("paths", "directory,case-files", "directory,care", C.DANGLING, 2, "to", "systems"),
    ("paths", "high", "often", C.BAD_CHANCE, 2, "chance", "low, medium, high"),
    ("paths", "0.25", "25%", C.BAD_CHANCE, 3, "chance", "25% as 0.25"),
    ("paths", ",y,", ",yes,", C.BAD_FLAG, 2, "both_ways", "y or n"),
    ("paths", "y,northmere", "y,north", C.DANGLING, 2, "owner", "bodies"),
    ("actions", "system:mail", "host:mail", C.SELECTOR_UNKNOWN, 2, "isolates", "system:ID"),
    ("actions", "system:mail", "system:mial", C.SELECTOR_UNKNOWN, 2, "isolates", "mean mail?"),
    ("actions", "system:mail", "service:mail", C.SELECTOR_UNKNOWN, 2, "isolates", "write system:mail"),
    ("actions", "system:mail", "segment:north-spare", C.SELECTOR_EMPTY, 2, "isolates", "put something in it"),
    ("actions", "system:mail", "north-spare", C.SELECTOR_EMPTY, 2, "isolates", "put something in it"),
    ("actions", "system:mail", "path:mail-link", C.SELECTOR_NOT_HERE, 2, "isolates", "system:ID"),
    ("actions", "system:mail", "mail-link", C.SELECTOR_NOT_HERE, 2, "isolates", "system:ID"),
    ("actions", "system:mail", "builders", C.SELECTOR_NOT_HERE, 2, "isolates", "body:ID"),
    ("actions", "paths:northmere/eastholt", "system:mail", C.SELECTOR_NOT_HERE, 3, "cuts", "paths:BODY/BODY"),
    ("actions", "paths:northmere/eastholt", "paths:northmere/farwick", C.SELECTOR_EMPTY, 3, "cuts", "put something"),
    ("actions", "paths:northmere/eastholt", "paths:northmere", C.SELECTOR_UNKNOWN, 3, "cuts", "paths:BODY/BODY"),
    ("actions", "paths:northmere/eastholt", "kind:tenancy", C.SELECTOR_EMPTY, 3, "cuts", "put something"),
    ("actions", "paths:northmere/eastholt", "kind:zzz", C.SELECTOR_UNKNOWN, 3, "cuts", "kind:KIND"),
    ("actions", ",10,part-mail", ",10,stop-files", C.CONFLICTS_WITH_ITSELF, 4, "conflicts", "take it out"),
    ("actions", ",10,part-mail", ",10,part-male", C.DANGLING, 4, "conflicts", "mean part-mail?"),
    ("actions", ",1,168", ",1,23.9", C.LASTS_TOO_SHORT, 2, "lasts_h", "24 or more"),
    ("actions", "eastholt,,,case-files", "eastholt,mail,,", C.LASTS_DISAGREE, 4, "lasts_h", "not a choice"),
    ("actions", ",10,part", ",-10,part", C.NEGATIVE, 4, "cost", "0 or more"),
    ("posts", "social work;driving", "social work;", C.BLANK_ITEM, 2, "skills", "semicolon"),
    ("posts", "duty,care", "duty,rent", C.DANGLING, 2, "service", "mean rents?"),
    ("people", ",n\n", ",N\n", C.BAD_FLAG, 2, "opt_out", "y or n"),
    ("dates", "2026-12-01", "1 December", C.BAD_DATE, 2, "when", "year"),
    ("dates", "rent-run,rents", "rent-run,northmere", C.DANGLING, 2, "of", "services"),
    ("clocks", "72 hours", "72", C.BAD_WITHIN, 2, "within", "72 hours, 3 working days"),
    ("clocks", ",northmere", ",mail", C.DANGLING, 2, "of", "services or bodies"),
    ("clocks", ",law", ",habit", C.BAD_WORD, 2, "force", "law, contract, custom, promise"),
]


@pytest.mark.parametrize("row", BAD, ids=lambda row: f"{row[3]}-{row[0]}-{row[2][:20]}")
def test_a_mistake_is_told_with_its_place_and_what_to_write_instead(tmp_path, row):
    table, right, wrong, code, number, column, hint = row
    report = check(written(tmp_path / "estate", **spoilt(table, right, wrong)))
    assert [(one.code, one.row, one.column) for one in report.errors] == [(code, number, column)]
    mistake = report.errors[0]
    told_table = "systems" if (table, wrong) == ("sites", "mail") else table
    assert mistake.table == told_table
    assert hint in mistake.hint
    assert "{" not in mistake.message + mistake.hint
    assert not report.ok
    assert report.gaps == ()


def test_the_estate_that_is_spoilt_above_has_no_mistake(tmp_path):
    assert check(written(tmp_path / "estate")).errors == ()


def test_two_selectors_of_different_effect_may_last_differently(tmp_path):
    tables = spoilt("actions", "paths:northmere/eastholt,,0.5,", "kind:mail,,0.5,24")
    assert check(written(tmp_path / "estate", **tables)).ok


def test_two_systems_may_need_each_other(tmp_path):
    tables = {"needs": TABLES["needs"] + "directory,mail,,,,\n"}
    assert check(written(tmp_path / "estate", **tables)).ok


def test_every_mistake_is_told_in_one_pass(tmp_path):
    tables = {
        **spoilt("bodies", "northmere,Northmere,council", "northmere,Northmere,councl"),
        **spoilt("systems", "24.5,20000,0.2", "x,-1,2"),
        **spoilt("needs", "rents,case-files", "rents,gone"),
    }
    settings = SETTINGS.replace("after_rto = 5", "afer_rto = 5")
    report = check(written(tmp_path / "estate", settings=settings, **tables))
    assert [one.place for one in report.errors] == [
        "estate column harm.afer_rto",
        "bodies row 2 column kind",
        "systems row 3 column rebuild_h",
        "systems row 3 column records",
        "systems row 3 column sensitive",
        "needs row 4 column on",
    ]


def test_a_row_with_a_wrong_cell_can_still_be_named_by_other_rows(tmp_path):
    tables = spoilt("systems", "mail,Mail,northmere", "mail,Mail,nowhere")
    codes = [one.code for one in check(written(tmp_path / "estate", **tables)).errors]
    assert codes == [C.DANGLING], "only the body, not everything that names mail"


SETTING_MISTAKES = [
    ('title = "Three councils"', 'titel = "x"', C.UNKNOWN_SETTING, "titel", "rename it to title"),
    ("after_rto = 5", "after_rto = -5", C.NEGATIVE, "harm.after_rto", "0 or more"),
    ("after_rto = 5", "after_rto = nan", C.BAD_NUMBER, "harm.after_rto", "digits"),
    ("lasts_h = 200", "lasts_h = 12", C.LASTS_TOO_SHORT, "cyber.lasts_h", "24 or more"),
    ("chances.high = 0.8", "chances.high = 8", C.BAD_SHARE, "cyber.chances.high", "half as 0.5"),
    ("chances.high = 0.8", "chances.huge = 0.8", C.UNKNOWN_SETTING, "cyber.chances.huge", "cyber.chances.high"),
    ("kinds.trust.hours = 3", "kinds.love.hours = 3", C.UNKNOWN_SETTING, "cyber.kinds.love.hours", "rename it"),
    ("as_of = 2026-06-01", 'as_of = "last June"', C.BAD_DATE, "as_of", "the year"),
    ("illustrative = true", 'illustrative = "maybe"', C.BAD_FLAG, "illustrative", "y or n"),
    ("after_rto = 5", "after_rto = 5 6", C.BAD_TOML, None, "key = value"),
    ("after_rto = 5", "after_rto = [5]", C.BAD_TOML, None, "key = value"),
    ("illustrative = true", "title = 5", C.BAD_TOML, None, "key = value"),
]


@pytest.mark.parametrize("row", SETTING_MISTAKES, ids=lambda row: row[1])
def test_a_wrong_setting_is_told_by_its_key(tmp_path, row):
    right, wrong, code, key, hint = row
    assert SETTINGS.count(right) == 1
    report = check(written(tmp_path / "estate", settings=SETTINGS.replace(right, wrong)))
    found = [(one.table, one.row, one.code) for one in report.errors]
    assert (("estate", None, code)) in found
    mistake = report.errors[0]
    assert mistake.column == key
    assert hint in mistake.hint


WHOLE_TABLES = [
    ({"systems": None}, "systems", None, C.MISSING_TABLE, "system, name, body"),
    ({"systems": b""}, "systems", 1, C.EMPTY_FILE, "system, name, body"),
    ({"systems": "\n\n"}, "systems", 1, C.EMPTY_FILE, "row 1"),
    ({"systems": TABLES["systems"].splitlines()[0]}, "systems", None, C.EMPTY_TABLE, "at least one row"),
    ({"systems": TABLES["systems"].replace(",", ";")}, "systems", 1, C.SEPARATOR, "commas between"),
    (
        {"systems": TABLES["systems"].replace("Case files", "Caf\xe9").encode("latin-1")},
        "systems",
        4,
        C.NOT_UTF8,
        "UTF-8",
    ),
    ({"systems": TABLES["systems"].replace("Case files", '"Case')}, "systems", 4, C.BAD_QUOTES, "quotation marks"),
    ({"systems": TABLES["systems"].replace("Mail,", '"M"ail,')}, "systems", 3, C.BAD_QUOTES, "twice"),
    ({"sistems": TABLES["sites"]}, "sistems", None, C.UNKNOWN_TABLE, "rename it to systems"),
]


@pytest.mark.parametrize("bad", WHOLE_TABLES, ids=lambda bad: bad[3])
def test_a_table_that_cannot_be_read_is_told_once_and_not_held_against_others(tmp_path, bad):
    tables, table, row, code, hint = bad
    report = check(written(tmp_path / "estate", **tables))
    assert [(one.table, one.row, one.code) for one in report.errors] == [(table, row, code)]
    assert hint in report.errors[0].hint


def test_a_required_column_that_is_missing_is_one_mistake(tmp_path):
    report = check(written(tmp_path / "estate", segments="segment,name\nnorth-servers,Servers\nnorth-spare,Spare\n"))
    assert [(one.code, one.row, one.column) for one in report.errors] == [(C.MISSING_COLUMN, 1, "body")]
    assert report.errors[0].hint == "add it: the body whose network it is part of"


def test_a_table_without_its_ids_is_not_held_against_those_that_name_it(tmp_path):
    report = check(written(tmp_path / "estate", segments="name,body\nServers,northmere\n"))
    assert [(one.code, one.column) for one in report.errors] == [(C.MISSING_COLUMN, "segment")]


def test_thirty_thousand_mistakes_are_told_in_seconds(tmp_path):
    rows = "".join(f"care,gone-{number},,,,\n" for number in range(30_000))
    report = check(written(tmp_path / "estate", needs=TABLES["needs"] + rows))
    assert len(report.errors) == 30_000
    assert report.errors[-1].row == 30_009


def test_a_usable_estate_has_what_was_written(tmp_path):
    estate = read_estate(written(tmp_path / "estate"))
    mail = estate.system_by_id["mail"]
    assert mail.rebuild_microhours == 24_500_000
    assert mail.data_of == ("northmere", "eastholt")
    assert mail.data_kinds == (DataKind.PERSONAL, DataKind.CARDS)
    assert estate.service_by_id["care"].is_for_public
    assert not estate.service_by_id["rents"].is_for_public
    assert estate.system_by_id["case-files"].records == 0
    assert (estate.path_by_id["shared-link"].chance, estate.path_by_id["shared-link"].microhours) == (0.8, 3_000_000)
    assert (estate.path_by_id["mail-link"].chance, estate.path_by_id["mail-link"].microhours) == (0.25, 6_000_000)
    assert estate.path_by_id["shared-link"].both_ways
    assert not estate.path_by_id["mail-link"].both_ways
    assert estate.action_by_id["cut-east"].lasts_microhours == 200_000_000
    assert estate.harm.severity["P1"] == 30
    assert estate.harm.severity["P2"] == 5
    assert estate.illustrative
    assert estate.title == "Three councils"
    assert estate.sites[0].address == "1 High Street\nNorthmere"


def test_conflicts_hold_both_ways_whoever_wrote_them(tmp_path):
    actions = read_estate(written(tmp_path / "estate")).action_by_id
    assert actions["part-mail"].conflicts == ("stop-files",)
    assert actions["stop-files"].conflicts == ("part-mail",)


def test_a_post_on_a_shift_that_is_not_there_is_refused_once_there_are_shifts(tmp_path):
    posts = "post,role,body,people,shifts,from,until\nduty,Duty worker,northmere,1,{},2026-06-02,{}\n"
    wrong = check(written(tmp_path / "wrong", posts=posts.format("nights", "2026-06-01"))).errors
    assert [(one.code, one.column) for one in wrong] == [(C.DANGLING, "shifts"), (C.ENDS_BEFORE, "until")]
    right = read_estate(written(tmp_path / "right", posts=posts.format("early;late", "2026-06-09")))
    assert right.posts[0].shifts == ("early", "late")
    before = written(tmp_path / "before", posts=posts.format("nights and weekends", ""), shifts=None, availability=None)
    assert read_estate(before).posts[0].shifts == ("nights and weekends",)


def test_what_is_sad_but_so_is_no_mistake(tmp_path):
    """Ninety hours worked, nobody with a skill, no places, nobody in a crew: answers, not mistakes."""
    report = check(
        written(
            tmp_path / "estate",
            people="person,name,body,role,hours_done,skills\nnight-lead,The night lead,northmere,Duty lead,90,\n",
            environments=TABLES["environments"].replace("clean room,2", "clean room,0"),
            crews=TABLES["crews"].replace("northmere,3", "northmere,0"),
        )
    )
    assert report.errors == ()


def test_a_post_with_a_reason_why_it_may_not_stand_empty_is_vital_unless_its_level_says_otherwise(tmp_path):
    posts = (
        "post,role,body,people,level,critical\na,A,northmere,1,,danger\nb,B,northmere,1,useful,x\nc,C,northmere,1,,\n"
    )
    estate = read_estate(written(tmp_path / "estate", posts=posts))
    assert [post.counts_as for post in estate.posts] == ["vital", "useful", "important"]
