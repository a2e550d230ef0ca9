"""The pages of an incident, one module a place of the menu.

Law: a page asks the desk and lays out what it says; it decides nothing. What may not be seen is not there.
Not here: accounts, the parts pages are made of (gds).
"""
