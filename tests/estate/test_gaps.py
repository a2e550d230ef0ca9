"""Gaps: each is found where it is, in plain words, and not where it is not.

Law: every code has an estate that shows it, and a change that makes it go away.
Not here: mistakes (test_bad_tables.py).
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.estate import Gap, GapCode, check, estate_of
from battlebox.estate.downfall import Downfall
from battlebox.estate.raw import RawTable, RawTables
from estate.three_councils import TABLES, spoilt, written

G = GapCode
TODAY = date(2026, 6, 1)


def found(tmp_path, **tables) -> list[Gap]:
    """The gaps of the three councils with some tables changed."""
    report = check(written(tmp_path / "estate", **tables), today=TODAY)
    assert report.errors == ()
    return list(report.gaps)


def ids(gaps: list[Gap], code: GapCode) -> list[str]:
    """What has the gap."""
    return [gap.id for gap in gaps if gap.code is code]


def services(**cells: str) -> dict[str, str]:
    """The services table with cells of the care line changed, by column."""
    header, care, rents = (line.split(",") for line in TABLES["services"].splitlines())
    row = dict(zip(header, care, strict=True)) | cells
    other = dict(zip(header, rents, strict=True))
    lines = [",".join(row), ",".join(row.values()), ",".join(other.get(name, "") for name in row)]
    return {"services": "\n".join(lines) + "\n"}


# The page on which people are told is carried by somebody else, as a status site off the estate is.
ELSEWHERE = spoilt("channels", "northmere,public,web", "farwick,public,web")

CHANGES = [
    # A code, whom it is about, an estate that has it and one that has not, by what is changed in the three councils.
    (G.RTO_NOT_UNDER_MTPD, "care", services(rto_h="24"), services()),
    (G.RTO_UNDER_SERVICE, "care", spoilt("needs", "care,mail,,2", "care,rents,,2"), services()),
    (
        G.RTO_UNDER_SERVICE,
        "care",
        spoilt("needs", "care,mail,,2", "care,rents,,43"),
        {"needs": TABLES["needs"] + "care,rents,,44,,\n"},
    ),
    (
        G.NOT_PLANNABLE,
        "case-files",
        {},
        spoilt("systems", "case-files,Case files,eastholt,,,48", "case-files,Case files,eastholt,,builders,48"),
    ),
    (G.NOT_PLANNABLE, "mail", spoilt("systems", "builders,24.5", ",24.5"), {}),
    (G.CREW_EMPTY, "builders", spoilt("crews", "northmere,3", "northmere,0"), {}),
    (G.WORK_TOO_LARGE, "mail-rebuild", spoilt("works", ",2,clean-1", ",4,clean-1"), {}),
    (G.WORK_TOO_LARGE, "mail-restore", spoilt("works", "vault-line,4", "vault-line,11"), {}),
    (G.GATE_WITHOUT_DATE, "mail-evidence", spoilt("gates", "2026-06-02 09:00", ""), {}),
    (G.POST_FOR_NOBODY, "duty", spoilt("posts", "driving,2", "driving,0"), {}),
    (
        G.POST_WITHOUT_SKILL,
        "duty",
        {},
        {"people": "person,name,body,role,skills\nnight-lead,N,northmere,L,social work;driving;late\n"},
    ),
    (
        G.POST_WITHOUT_SKILL,
        "duty",
        {"people": "person,name,body,role,skills\nnight-lead,N,northmere,L,social worker;driving;late\n"},
        {"people": "person,name,body,role,skills\nnight-lead,N,northmere,L,Social-Work;driving;late\n"},
    ),
    (G.RTO_UNDER_REBUILD, "care", {}, spoilt("needs", "care,mail,,2", "care,mail,,80")),
    (G.NO_FALLBACK, "care", services(fallback_share=""), services()),
    (
        G.NO_FALLBACK,
        "care",
        services(fallback_h="", priority="P4"),
        services(fallback_h="", priority="P4", protects="money"),
    ),
    (G.FALLBACK_IS_NONE, "care", services(fallback_h=""), services()),
    (
        G.FALLBACK_IS_NONE,
        "care",
        services(fallback_share=""),
        {**services(fallback_share=""), **spoilt("needs", "fallback:care,website,,,,\n", "")},
    ),
    (G.FALLBACK_SHORT, "care", {}, services(fallback_h="70")),
    (G.FALLBACK_UNTESTED, "care", {}, services(fallback_tested_on="2026-05-01")),
    (G.FALLBACK_STALE, "care", services(fallback_tested_on="2025-05-31"), services(fallback_tested_on="2025-06-01")),
    (G.SERVICE_UNPRICED, "care", services(people="0"), services()),
    (G.SERVICE_UNPRICED, "care", services(severity="0"), services(severity="1")),
    (G.SERVICE_WITHOUT_NEEDS, "care", spoilt("needs", "care,mail,,2,,\n", ""), {}),
    (G.NO_OWNER, "care", services(owner=""), {}),
    (G.NO_OWNER, "case-files", {}, spoilt("systems", "none,,", "none,,files lead")),
    (G.NO_DEPUTY, "care", services(deputy=""), {}),
    (G.NO_OFFLINE_BACKUP, "mail", {}, spoilt("systems", "online", "offline")),
    (G.NO_OFFLINE_BACKUP, "case-files", {}, spoilt("systems", "none", "offline")),
    (G.RESTORE_UNTESTED, "case-files", {}, spoilt("systems", "none,,", "none,2026-01-01,")),
    (G.RESTORE_STALE, "directory", spoilt("systems", "2026-03-01", "2025-03-01"), {}),
    (G.CHANNELS_FALL_TOGETHER, "northmere", {}, spoilt("needs", "website,directory,,,,\n", "")),
    (G.CHANNELS_REST_ON_ONE, "northmere", {}, spoilt("needs", "website,directory,,,,\n", "")),
    (
        G.CHANNELS_REST_ON_ONE,
        "northmere",
        {},
        {"channels": TABLES["channels"] + "radio,Radio,northmere,staff,radio,channel 4\n"},
    ),
    (
        G.CHANNELS_REST_ON_ONE,
        "northmere",
        {},
        spoilt("channels", "Website,northmere,public", "Website,farwick,public"),
    ),
    (G.FALLBACK_FALLS_TOO, "care", {}, spoilt("needs", "website,directory,,,,\n", "")),
    (G.FALLBACK_FALLS_TOO, "care", {}, services(fallback_h="")),
    (
        G.FALLBACK_FALLS_TOO,
        "care",
        {"needs": TABLES["needs"].replace("fallback:care,website,", "fallback:care,website,voice")},
        {
            "needs": TABLES["needs"].replace("fallback:care,website,", "fallback:care,website,voice")
            + "fallback:care,radio,voice,,,\n",
            "channels": TABLES["channels"] + "radio,Radio,northmere,staff,radio,channel 4\n",
        },
    ),
    (G.PUBLISHING_UNTESTED, "website", ELSEWHERE, {}),
    (G.PUBLISHING_UNTESTED, "website", ELSEWHERE, ELSEWHERE | services(fallback_tested_on="2026-03-03")),
    (G.PUBLISHING_UNTESTED, "website", ELSEWHERE, ELSEWHERE | services(fallback_h="")),
    (G.PUBLISHING_UNTESTED, "website", ELSEWHERE, spoilt("channels", "northmere,public,web", "farwick,staff,web")),
    (
        G.PUBLISHING_STALE,
        "website",
        ELSEWHERE | services(fallback_tested_on="2026-03-02"),
        ELSEWHERE | services(fallback_tested_on="2026-03-03"),
    ),
    (G.NEED_WITHOUT_VIA, "rents", spoilt("needs", "0.5,shared-link", "0.5,"), {}),
    (G.PATH_NOBODY_CUTS, "mail-link", spoilt("actions", "paths:northmere/eastholt", "shared-link"), {}),
    (
        G.PATH_NOBODY_CUTS,
        "mail-link",
        spoilt("actions", "paths:northmere/eastholt", "kind:trust"),
        spoilt("actions", "paths:northmere/eastholt", "kind:mail"),
    ),
    (
        G.ISOLATES_SEVERAL,
        "part-mail",
        spoilt("actions", "system:mail", "mail;directory"),
        spoilt("actions", "system:mail", "mail;care"),
    ),
    (G.NOT_ISOLATED_ALONE, "directory", {}, spoilt("actions", "system:mail", "directory")),
    (G.NOT_ISOLATED_ALONE, "mail", spoilt("actions", "system:mail", "segment:north-servers"), {}),
    (G.ACTION_DOES_NOTHING, "part-mail", spoilt("actions", "system:mail", ""), {}),
    (G.BODY_WITHOUT_ACTION, "eastholt", spoilt("actions", "Stop case files,eastholt", "Stop case files,northmere"), {}),
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: f"{change[0]}-{change[1]}")
def test_a_gap_is_told_while_it_is_there(tmp_path, change):
    code, about, having, without = change
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    gaps = found(tmp_path / "one", **having)
    assert about in ids(gaps, code)
    assert all("{" not in gap.message for gap in gaps)
    assert about not in ids(found(tmp_path / "other", **without), code)


def test_the_words_are_those_a_planner_would_use(tmp_path):
    told = {(gap.code, gap.id): gap.message for gap in found(tmp_path)}
    assert told[G.RTO_UNDER_REBUILD, "care"] == (
        "Care line should be back in 4 h but stops without Directory, and rebuilding that takes 72 h (1 more like it)"
    )
    assert told[G.FALLBACK_SHORT, "care"] == (
        "the fallback of Care line ends at hour 48, but rebuilding Directory takes 72 h: 22 h are left bare"
    )
    assert [gap.message for gap in found(tmp_path, **ELSEWHERE) if gap.code is G.PUBLISHING_UNTESTED] == [
        "nobody has tried to publish on Website, on which the fallback of Care line rests: try it for practice"
    ]
    assert told[G.CHANNELS_FALL_TOGETHER, "northmere"] == (
        "losing Directory alone leaves Northmere with no way to reach the public: Switchboard, Website"
    )


def test_a_single_point_is_found_through_systems_between_and_not_through_alternatives(tmp_path):
    more = "".join(f"p1-{n},Service {n},northmere,P1,life,4,24,50,,,,,,\n" for n in range(3))
    through = "".join(f"p1-{n},mail,,,,\n" for n in range(3))
    either = through + "".join(f"p1-{n},{on},way,,,\n" for n in range(3) for on in ("directory", "case-files"))
    tables = {"services": TABLES["services"] + more}
    (tmp_path / "one").mkdir()
    gaps = found(tmp_path / "one", needs=TABLES["needs"] + through, **tables)
    assert ids(gaps, G.SINGLE_POINT) == ["directory", "mail"]
    message = next(gap.message for gap in gaps if gap.code is G.SINGLE_POINT)
    assert message.startswith("losing Directory alone stops 4 P1 services: ")
    only = either.replace(through, "")
    (tmp_path / "two").mkdir()
    assert ids(found(tmp_path / "two", needs=TABLES["needs"] + only, **tables), G.SINGLE_POINT) == []


def test_every_code_of_a_gap_is_shown_by_a_test_here():
    shown = {change[0] for change in CHANGES} | {G.SINGLE_POINT, G.NOT_ALL_LOOKED_AT}
    assert shown == set(GapCode)


def test_an_estate_whose_needs_are_endless_says_what_was_not_looked_at(tmp_path):
    count = 2_500
    systems = "".join(f"s{n},System {n},northmere,,,24,5,,,,,\n" for n in range(count))
    needs = "".join(f"s{n},s{n - 1},,1,,\n" for n in range(1, count))
    gaps = found(tmp_path, systems=TABLES["systems"] + systems, needs=TABLES["needs"] + needs)
    assert [gap.message.split(" was ")[0] for gap in gaps if gap.code is G.NOT_ALL_LOOKED_AT] != []


SYSTEMS = [f"s{number}" for number in range(6)]
ROWS = st.lists(
    st.tuples(st.sampled_from(SYSTEMS), st.sampled_from(SYSTEMS), st.sampled_from(["", "a", "b"]), st.integers(0, 3)),
    max_size=14,
    unique_by=lambda row: row[:3],
).map(lambda rows: tuple(row for row in rows if row[0] != row[1]))


def _estate(rows):
    tables = {
        "bodies": RawTable(("body", "name", "kind"), (("northmere", "Northmere", "council"),)),
        "systems": RawTable(("system", "name", "body"), tuple((one, one, "northmere") for one in SYSTEMS)),
        "services": RawTable(
            ("service", "name", "body", "priority", "rto_h", "mtpd_h", "people"),
            (("care", "Care", "northmere", "P1", "1", "2", "3"),),
        ),
        "needs": RawTable(("of", "on", "any_of", "holds_h"), tuple((*row[:3], str(row[3])) for row in rows)),
    }
    return estate_of(RawTables(tables))


def _slow(rows, struck):
    """What stops and when, by going round until nothing changes: obviously right."""
    out = {struck: 0}
    groups = {}
    for number, (of, on, label, holds) in enumerate(rows):
        groups.setdefault((of, label or number), []).append((on, holds))
    for _ in range(len(rows) + 1):
        for (of, _), needs in groups.items():
            if all(on in out for on, _ in needs):
                at = max(out[on] + holds for on, holds in needs)
                out[of] = min(out.get(of, at), at)
    return out


@given(ROWS)
def test_what_one_loss_brings_down_is_what_going_round_and_round_finds(rows):
    for struck, stopped in Downfall(_estate(rows)).each():
        assert {thing: after // 1_000_000 for thing, after in stopped.items()} == _slow(rows, struck)
