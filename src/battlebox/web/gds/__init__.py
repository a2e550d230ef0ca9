"""The parts that pages are made of: the published HTML of the GOV.UK Design System, under our own look.

Law: no page writes that HTML itself; each part has one template and one tag.
Not here: colours and type (front/style).
"""
