"""Keeping a desk: backups and their restoring, bringing it to a new version, and asking how it is.

Law: nothing that is there is written over; what fails leaves everything as it was.
Not here: serving (starting), moving tables to a server and back (moving).
"""
