"""The browser of the tests that need one: where it is, how it is started, by which rules of axe a page is read.

Law: no test that needs it is skipped in CI; elsewhere they need a Chromium and axe, which set-up brings.
Not here: the browser itself, a fixture of all tests (conftest.py).
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
AXE = ROOT / "src" / "battlebox" / "web" / "front" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
needs_chromium = pytest.mark.skipif(
    not os.environ.get("CI") and (CHROMIUM is None or not AXE.exists()), reason="there is no Chromium here"
)
