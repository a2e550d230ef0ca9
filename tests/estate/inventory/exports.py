"""Exports of other tools for tests: our own, small, in the form that each version of a tool writes.

Law: nothing here is a real body's export, and no person in it exists.
Not here: what is proved of them (test_netbox.py and its siblings).
"""

from __future__ import annotations

import io
import json
import zipfile

from battlebox.estate import RawTables, estate_of
from battlebox.estate.inventory import Asked, Tool, bring

EMPTY = RawTables({})


def table(raw, name):
    """The rows of a table as mappings, blank cells left out."""
    found = raw.tables[name]
    return [{key: cell for key, cell in zip(found.header, row, strict=False) if cell} for row in found.rows]


def by_id(raw, name):
    key = {"systems": "system", "services": "service", "paths": "path", "sites": "site"}[name]
    return {row[key]: row for row in table(raw, name)}


def needs(raw):
    return {(row["of"], row["on"]) for row in table(raw, "needs")}


def brought(tool, files, *, council="Northmere", into=EMPTY, **asked):
    """What came of an import, which `check` accepts."""
    held = {name: data if isinstance(data, bytes) else as_bytes(data) for name, data in files.items()}
    found = bring(Tool(tool), held, into, Asked(council, **asked))
    if found.report.took_any:
        estate_of(found.tables)
    return found


def as_bytes(said):
    return said.encode() if isinstance(said, str) else json.dumps(said).encode()


def zipped(files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, said in files.items():
            parts.writestr(name, as_bytes(said))
    return held.getvalue()


def why_left(report):
    """Each reason, with how many things it is about."""
    found = {}
    for one in report.left:
        found[one.why] = found.get(one.why, 0) + one.count
    return found


API = "https://netbox.northmere.example/api"


def device(number, name, *, role="Server", status="active", tenant=None, rack=None, cluster=None, old=False):
    """A device as the REST API gives it; `old` as versions before 3.6 named its role."""
    named = {"id": 5, "name": role, "slug": role.lower()}
    return {
        "id": number,
        "url": f"{API}/dcim/devices/{number}/",
        "display": name or f"Acme SRV-2U ({number})",
        "name": name,
        "device_type": {"id": 2, "manufacturer": {"id": 1, "name": "Acme"}, "model": "SRV-2U"},
        **({"device_role": named} if old else {"role": named}),
        "tenant": {"id": 3, "name": tenant} if tenant else None,
        "platform": None,
        "serial": "S-100",
        "site": {"id": 1, "name": "Town Hall", "slug": "town-hall"},
        "rack": {"id": 8, "name": rack} if rack else None,
        "status": {"value": status, "label": status.capitalize()},
        "primary_ip": {"id": 9, "address": "192.0.2.10/24"},
        "cluster": {"id": 4, "name": cluster} if cluster else None,
        "tags": [],
        "custom_fields": {},
    }


def machine(number, name, *, cluster="Main", host=None):
    return {
        "id": number,
        "url": f"{API}/virtualization/virtual-machines/{number}/",
        "name": name,
        "status": {"value": "active", "label": "Active"},
        "site": None,
        "cluster": {"id": 4, "name": cluster} if cluster else None,
        "device": {"id": 1, "name": host} if host else None,
        "role": {"id": 6, "name": "Database"},
        "tenant": None,
        "vcpus": 4.0,
        "memory": 8192,
    }


def cable(number, a, b, *, kind="dcim.interface", type="cat6"):  # noqa: A002 - as NetBox calls it
    """A cable since 3.3: lists of ends, each with its device."""

    def end(device_number):
        inner = {"id": 1, "device": {"id": device_number, "name": f"d{device_number}"}, "name": "1"}
        return [{"object_type": kind, "object_id": 1, "object": inner}]

    url = f"{API}/dcim/cables/{number}/"
    return {"id": number, "url": url, "type": type, "a_terminations": end(a), "b_terminations": end(b)}


def old_cable(number, a, b):
    """A cable before 3.3: one end of each side."""
    return {
        "id": number,
        "url": f"{API}/dcim/cables/{number}/",
        "termination_a_type": "dcim.interface",
        "termination_a_id": 1,
        "termination_a": {"id": 1, "device": {"id": a, "name": f"d{a}"}, "name": "1"},
        "termination_b_type": "dcim.interface",
        "termination_b_id": 2,
        "termination_b": {"id": 2, "device": {"id": b, "name": f"d{b}"}, "name": "1"},
    }


def interface(number, near, far, *, reachable=True):
    """An interface since 3.3, with what its cable leads to through whatever panels."""
    return {
        "id": number,
        "url": f"{API}/dcim/interfaces/{number}/",
        "device": {"id": near, "name": f"d{near}"},
        "name": "1",
        "connected_endpoints": [{"id": 99, "device": {"id": far, "name": f"d{far}"}, "name": "1"}] if far else None,
        "connected_endpoints_type": "dcim.interface" if far else None,
        "connected_endpoints_reachable": reachable if far else None,
    }


def page(*results):
    return {"count": len(results), "next": None, "previous": None, "results": list(results)}


NETBOX = (
    page(device(1, "d1", cluster="Main"), device(2, "d2", rack="R1"), machine(1, "sql")),
    page(device(1, "d1"), device(2, "d2"), cable(1, 1, 2), old_cable(2, 1, 2), interface(3, 2, 1)),
)
DEVICES_CSV = b"Name,Status,Tenant,Site,Rack,Role,Manufacturer,Type\nfw-01,Active,,Depot,R1,Firewall,Acme,FW-200\n"
CABLES_CSV = b"ID,Label,Termination A,Termination B,Device A,Device B,Status,Type\n1,,1,1,d1,d3,Connected,CAT6\n"

ITEMS_CSV = (
    "sys_id,name,sys_class_name,operational_status,install_status,busines_criticality,support_group,owned_by,company,"
    "location,used_for\n"
    "0a1,NMDC-DC01,Windows Server,Operational,Installed,,Infrastructure,A Person,Northmere,Town Hall,Production\n"
    "0a2,NMDC-SQL02,Windows Server,Operational,Installed,,Databases,A Person,Northmere,Town Hall,Production\n"
    "0a3,Case system,Business Application,Operational,Installed,2 - somewhat critical,Applications,,Northmere,,\n"
    "0a4,Home care,Business Service,Operational,Installed,1 - most critical,Adults,,Northmere,,\n"
    "0a5,NMDC-OLD,Windows Server,Retired,Retired,,Infrastructure,,Northmere,,\n"
    "0a6,Rack 4,Rack,Operational,Installed,,,,Northmere,Town Hall,\n"
)
RELATIONS_CSV = (
    "parent,type,child\n"
    "Home care,Depends on::Used by,Case system\n"
    "Case system,Runs on::Runs,NMDC-SQL02\n"
    "NMDC-SQL02,Connects to::Connected by,NMDC-DC01\n"
    "NMDC-SQL02,Managed by::Manages,NMDC-DC01\n"
    "NMDC-DC01,Located in::Houses,Rack 4\n"
    "NMDC-DC01,Cools::Cooled by,NMDC-SQL02\n"
)

SID = "S-1-5-21-1-2-3"
FOREST = "NORTHMERE.LOCAL"


def sid(number):
    return f"{SID}-{number}"


def who(number):
    return {"ObjectIdentifier": sid(number), "ObjectType": "Group"}


def computer(number, name, *, system="Windows Server 2022", admins=(), sessions=(), old=False, **more):
    """A computer since version 5; `old` as version 4 wrote who has local rights."""
    results = [{"UserSID": sid(one), "ComputerSID": sid(number)} for one in sessions]
    local = [who(one) for one in admins]
    group = {"ObjectIdentifier": f"{sid(number)}-544", "Name": f"ADMINISTRATORS@{name}", "Results": local}
    rights = {"LocalAdmins": {"Results": local, "Collected": True}} if old else {"LocalGroups": [group]}
    return {
        "ObjectIdentifier": sid(number),
        "Properties": {"name": f"{name}.{FOREST}", "domain": FOREST, "operatingsystem": system, "enabled": True},
        "PrimaryGroupSID": sid(515),
        "Sessions": {"Results": results, "Collected": True, "FailureReason": None},
        "AllowedToDelegate": [],
        "Aces": [],
        **rights,
        **more,
    }


def group(number, name, *members, aces=()):
    return {
        "ObjectIdentifier": sid(number),
        "Properties": {"name": f"{name}@{FOREST}", "domain": FOREST},
        "Members": [{"ObjectIdentifier": sid(one), "ObjectType": "User"} for one in members],
        "Aces": list(aces),
    }


def user(number, name="A.PERSON"):
    return {
        "ObjectIdentifier": sid(number),
        "Properties": {"name": f"{name}@{FOREST}", "domain": FOREST, "email": "a.person@northmere.example"},
        "PrimaryGroupSID": sid(513),
        "Aces": [],
    }


def ace(number, right):
    return {"PrincipalSID": sid(number), "PrincipalType": "Group", "RightName": right, "IsInherited": False}


def forest(*aces, trusts=(), number=SID, name=FOREST):
    found = {"name": name, "domain": name}
    return {"ObjectIdentifier": number, "Properties": found, "Aces": list(aces), "Trusts": list(trusts)}


def listed(kind, *items, version=6):
    return {"data": list(items), "meta": {"methods": 0, "type": kind, "count": len(items), "version": version}}


BLOODHOUND = {
    "computers.json": listed(
        "computers",
        computer(1001, "DC01", IsDC=True),
        computer(1002, "SQL01", admins=[1101], sessions=[1201]),
        computer(1003, "PC-A-PERSON", system="Windows 11 Enterprise", sessions=[1201]),
    ),
    "users.json": listed("users", user(1201)),
    "groups.json": listed("groups", group(1101, "SERVER ADMINS", 1201), group(512, "DOMAIN ADMINS"), group(513, "ALL")),
    "domains.json": listed("domains", forest(ace(512, "GenericAll"))),
}

XSI = "http://www.w3.org/2001/XMLSchema-instance"
ARCHIMATE_3 = f"""<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate/3.0/" xmlns:xsi="{XSI}" identifier="m1">
  <name xml:lang="en">Northmere</name>
  <elements>
    <element identifier="s1" xsi:type="BusinessService"><name xml:lang="en">Home care</name></element>
    <element identifier="p1" xsi:type="BusinessProcess"><name xml:lang="en">Assess</name></element>
    <element identifier="a1" xsi:type="ApplicationComponent"><name xml:lang="en">Case system</name></element>
    <element identifier="i1" xsi:type="ApplicationService"><name xml:lang="en">Case records</name></element>
    <element identifier="n1" xsi:type="Node"><name xml:lang="en">Database server</name></element>
    <element identifier="b1" xsi:type="BusinessActor"><name xml:lang="en">A Person</name></element>
  </elements>
  <relationships>
    <relationship identifier="r1" source="a1" target="i1" xsi:type="Realization"/>
    <relationship identifier="r2" source="i1" target="p1" xsi:type="Serving"/>
    <relationship identifier="r3" source="p1" target="s1" xsi:type="Realization"/>
    <relationship identifier="r4" source="n1" target="a1" xsi:type="Serving"/>
    <relationship identifier="r5" source="a1" target="n1" xsi:type="Flow"/>
    <relationship identifier="r6" source="b1" target="p1" xsi:type="Association"/>
  </relationships>
</model>
"""
ARCHIMATE_2 = f"""<?xml version="1.0" encoding="UTF-8"?>
<model xmlns="http://www.opengroup.org/xsd/archimate" xmlns:xsi="{XSI}" identifier="m1">
  <name xml:lang="en">Northmere</name>
  <elements>
    <element identifier="s1" xsi:type="BusinessService"><label xml:lang="en">Home care</label></element>
    <element identifier="a1" xsi:type="ApplicationComponent"><label xml:lang="en">Case system</label></element>
  </elements>
  <relationships>
    <relationship identifier="r1" source="a1" target="s1" xsi:type="UsedByRelationship"/>
  </relationships>
</model>
"""
CATALOG = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: benefits-web
  title: Benefits online
spec:
  type: website
  lifecycle: production
  owner: group:digital
  system: benefits
  consumesApis: [claims-api]
  dependsOn:
    - resource:default/claims-db
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: claims}
spec: {type: service, owner: digital, providesApis: [claims-api], dependsOn: ["component:shared"]}
---
apiVersion: backstage.io/v1beta1
kind: Component
metadata: {name: shared}
spec: {type: library, owner: user:a.person, dependsOn: ["resource:files"]}
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: {name: claims-api}
spec: {type: openapi, owner: digital}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: claims-db}
spec: {type: database, owner: a.person, dependencyOf: ["component:default/gone"]}
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: {name: files}
spec: {type: storage, owner: digital}
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: digital, title: Digital team}
spec: {type: team, children: []}
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: {name: a.person}
spec: {profile: {displayName: A Person, email: a.person@northmere.example}, memberOf: [digital]}
"""
