"""Drawings made on the server: where things stand, as plain numbers.

Law: pure; the same things give the same drawing.
Not here: what the things are (desk), markup (templates).
"""
