"""Tests of the web face; a package, so that Django finds their own addresses by name."""
