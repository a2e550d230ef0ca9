"""The tools whose exports are read, by the name that `--from` takes.

Law: a tool that stands here has a reader, a section in docs/importing.md, tests and a harness of the fuzzer.
Not here: reading (netbox.py and its siblings), what becomes of what was read (bring.py).
"""

from __future__ import annotations

from enum import StrEnum


class Tool(StrEnum):
    """A tool, as it is named on the command line and in a form."""

    NETBOX = "netbox"
    SERVICENOW = "servicenow"
    ARCHIMATE = "archimate"
    BACKSTAGE = "backstage"
    BLOODHOUND = "bloodhound"

    @property
    def called(self) -> str:
        """What its makers call it."""
        return _TITLES[self]

    @property
    def send(self) -> str:
        """What to send of it."""
        return _SEND[self]


_TITLES = {
    Tool.NETBOX: "NetBox",
    Tool.SERVICENOW: "ServiceNow",
    Tool.ARCHIMATE: "ArchiMate",
    Tool.BACKSTAGE: "Backstage",
    Tool.BLOODHOUND: "BloodHound",
}
_SEND = {
    Tool.NETBOX: (
        "send devices, virtual machines, clusters, sites, cables or interfaces: the JSON of its REST API, or the CSV "
        "of a list's Export"
    ),
    Tool.SERVICENOW: (
        "send lists of configuration items (cmdb_ci and what stands under it) and of relations (cmdb_rel_ci): CSV, "
        ".xlsx or the JSON of the Table API"
    ),
    Tool.ARCHIMATE: (
        "send the model as a file of the Open Group's exchange format (in Archi: File, Export, Model To Open Exchange "
        "File), of version 2.1 or 3"
    ),
    Tool.BACKSTAGE: (
        "send catalog-info.yaml files, or the JSON of /api/catalog/entities; of apiVersion backstage.io/v1alpha1 or "
        "v1beta1"
    ),
    Tool.BLOODHOUND: (
        "send the .zip that a collector such as SharpHound wrote, or the JSON files in it: computers, users, groups, "
        "domains, ous, containers, of version 4, 5 or 6"
    ),
}
