"""Tags, found by Django.

Law: one module, loaded for every template.
Not here: markup (templates/gds).
"""
