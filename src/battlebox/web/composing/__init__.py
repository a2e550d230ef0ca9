"""Composing: what a message rests on, corrections to those who were told, and words from templates.

Law: a page asks the desk and lays out what it says; what leaves is asked of the gate, never of the page.
Not here: the outbox (composing/outbox.py), the register of facts (web.telling).
"""
