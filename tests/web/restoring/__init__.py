"""Tests of the pages of coming back."""
