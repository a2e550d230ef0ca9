"""A small council with a roster, written as tables: three shifts, two posts, four people.

Law: made up; each test spoils what it needs.
Not here: the rest of the estate (shipped).
"""

from __future__ import annotations

import shutil
from pathlib import Path

from battlebox.cli.opening import estate_path

TABLES = {
    "shifts": """shift,name,body,starts,hours
n.early,Early,northmere,07:00,8
n.late,Late,northmere,15:00,8
n.night,Night,northmere,23:00,8
""",
    "posts": """post,service,role,body,skills,registration,checks,people,shifts,days,level
n.lead,northmere.child-front-door,Duty social worker,northmere,child protection,social work,enhanced,1,n.early,all,vital
n.desk,,Loggist,northmere,,,,1,n.early,weekdays,useful
""",
    "people": """person,name,body,role,skills,registration,checks,may_serve,hours_done,average_h,average_weeks,opt_out
n.ann,Ann Smith,northmere,Social worker,child protection,social work,enhanced until 2025-11-26,,,,,n
n.bob,Bob Jones,northmere,Loggist,,,,,,,,n
n.cat,Cat Moss,eastholt,Social worker,child protection;first aid,social work,enhanced,northmere,,,,n
n.dan,Dan Reed,eastholt,Loggist,,,,,,,,n
""",
    "availability": """availability,of,kind,from,until,shifts
n.a1,n.bob,away,2025-11-25,2025-11-25,
""",
}


def council(place: Path, **tables: str) -> Path:
    """An estate folder with these tables; a table that is given takes the place of its own."""
    shutil.copytree(estate_path("northmere"), place)
    for name, text in {**TABLES, **tables}.items():
        (place / f"{name}.csv").write_text(text, encoding="utf-8")
    return place


def with_row(table: str, old: str, new: str) -> dict[str, str]:
    """One table with a piece of it replaced."""
    assert old in TABLES[table], old
    return {table: TABLES[table].replace(old, new)}
