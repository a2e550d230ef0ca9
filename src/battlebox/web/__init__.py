"""The browser face of the desk.

Law: imports only from rooms below.
Not here: rules about an incident (desk).
"""
