"""What every page of an incident is made of: the request at a desk, forms of one entry, words, lists, papers.

Law: nothing here is a page.
Not here: forms, tables and saving, which pages without an incident need as well (web).
"""
