"""Tags, found by Django.

Law: every module here is loaded for every template.
Not here: markup (templates/gds).
"""
