"""Northmere, Eastholt and Farwick as tables of text: an estate with nothing wrong, for tests to spoil.

Law: whole and without mistakes; a test says what it changes and nothing else.
Not here: estates for the engine's tests.
"""

from __future__ import annotations

from pathlib import Path

TABLES = {
    "bodies": """\
body,name,kind,gss,note
northmere,Northmere,council,,
eastholt,Eastholt,council,,
farwick,Farwick,council,,a stranger
""",
    "segments": """\
segment,name,body
north-servers,Northmere servers,northmere
north-spare,Northmere spare,northmere
""",
    "sites": """\
site,name,body,address
town-hall,"Town Hall, Northmere",northmere,"1 High Street
Northmere"
""",
    "crews": """\
crew,name,body,people,hours_per_day
builders,Server team,northmere,3,8
""",
    "systems": """\
system,name,body,segment,crew,rebuild_h,records,sensitive,data_of,data_kinds,backup,restore_tested_on,owner
directory,Directory,northmere,north-servers,builders,72,5000,0.1,,,offline,2026-03-01,head of IT
mail,Mail,northmere,north-servers,builders,24.5,20000,0.2,northmere;eastholt,personal;cards,online,,head of IT
case-files,Case files,eastholt,,,48,,,,,none,,
""",
    "services": """\
service,name,body,priority,protects,rto_h,mtpd_h,people,vulnerable,audience,fallback,fallback_share,fallback_h,owner,deputy
care,Care line,northmere,P1,life,4,24,50,0.6,,paper lists,0.5,48,care lead,duty lead
rents,Rent payments,eastholt,P3,money,48,240,100,,staff,,,,rents lead,
""",
    "channels": """\
channel,name,body,audience,kind,address
switchboard,Switchboard,northmere,public,phone,0100 000 000
website,Website,northmere,public,web,northmere.example
""",
    "needs": """\
of,on,any_of,holds_h,slows,via
care,mail,,2,,
rents,mail,,,0.5,shared-link
rents,case-files,,,,
mail,directory,,,,
switchboard,mail,line,,,
switchboard,directory,line,,,
fallback:care,website,,,,
website,directory,,,,
""",
    "paths": """\
path,from,to,kind,chance,hours,both_ways,owner
shared-link,directory,case-files,trust,high,,y,northmere
mail-link,mail,case-files,mail,0.25,6,,
""",
    "actions": """\
action,name,body,isolates,cuts,stops,takes_h,lasts_h,cost,conflicts
part-mail,Isolate mail,northmere,system:mail,,,1,168,,
cut-east,Cut the links with Eastholt,northmere,,paths:northmere/eastholt,,0.5,,,
stop-files,Stop case files,eastholt,,,case-files,2,,10,part-mail
""",
    "posts": """\
post,service,role,body,skills,people
duty,care,Duty worker,northmere,social work;driving,2
""",
    "people": """\
person,name,body,role,phone,opt_out
night-lead,The night lead,northmere,Duty lead,0100 000 001,n
""",
    "environments": """\
environment,name,body,kind,capacity
clean-1,Clean room,northmere,clean room,2
vault-line,Line from the vault,northmere,backup bandwidth,10
""",
    "works": """\
work,of,step,hours,crew,people,environment,uses
mail-rebuild,mail,rebuild,20,,2,clean-1,1
mail-restore,mail,restore,10,,,vault-line,4
""",
    "gates": """\
gate,of,kind,name,lead_h,from,expires_h
mail-evidence,mail,evidence,,24,2026-06-02 09:00,
own-rule,northmere,other,Gold says so the day before,12,2026-06-02,72
""",
    "shifts": """\
shift,name,body,starts,hours
early,Early,northmere,07:00,8
late,Late,,15:00,8
""",
    "availability": """\
availability,of,kind,from,until,shifts
lead-away,night-lead,away,2026-06-05,2026-06-07,
lead-free,night-lead,free,2026-06-01,2026-06-04,early
""",
    "dates": """\
date,of,when,name
rent-run,rents,2026-12-01,rent run
""",
    "clocks": """\
clock,of,name,trigger,within,to,force
tell-regulator,northmere,Tell the regulator,aware of a breach,72 hours,regulator,law
""",
}
SETTINGS = """\
title = "Three councils"
as_of = 2026-06-01
illustrative = true

[harm]
after_rto = 5
severity.P1 = 30

[cyber]
lasts_h = 200
chances.high = 0.8
kinds.trust.hours = 3
"""


def written(folder: Path, *, settings: str = SETTINGS, **tables: str | bytes | None) -> Path:
    """The estate in a folder, with some tables replaced; None leaves one out."""
    folder.mkdir(exist_ok=True)
    for name, text in {**TABLES, **tables}.items():
        if text is not None:
            (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "estate.toml").write_text(settings, encoding="utf-8")
    return folder


def spoilt(table: str, right: str, wrong: str) -> dict[str, str]:
    """One table with one place of it changed, for `written`."""
    text = TABLES[table]
    assert text.count(right) == 1, f"{right!r} is {text.count(right)} times in {table}"
    return {table: text.replace(right, wrong)}
