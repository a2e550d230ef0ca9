"""Tests of the gate for intelligence find their cases and their oracle beside them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
