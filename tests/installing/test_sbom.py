"""The list of libraries (`make sbom`) names each that is locked, with its hashes."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from laws.tree import ROOT

TOOL = ROOT / ".venv" / "safety" / "bin" / "cyclonedx-py"


@pytest.mark.skipif(not TOOL.exists(), reason="its tool is installed by `make sbom` alone")
def test_it_names_each_library_of_the_lock_with_its_hashes():
    lock = ROOT / "locks" / "run.txt"
    words = [TOOL, "requirements", lock, "--pyproject", ROOT / "pyproject.toml", "--sv", "1.6", "--of", "JSON"]
    said = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    locked = set(re.findall(r"^([a-z0-9._-]+)==(\S+)", lock.read_text(encoding="utf-8"), re.MULTILINE))
    assert said["bomFormat"] == "CycloneDX"
    assert said["metadata"]["component"]["name"] == "battlebox"
    assert {(each["name"], each["version"]) for each in said["components"]} == locked
    for each in said["components"]:
        hashes = [one for way in each["externalReferences"] for one in way.get("hashes", ())]
        assert hashes, each["name"]
        assert each["purl"] == f"pkg:pypi/{each['name']}@{each['version']}"
