"""Moving a desk's tables from the file in its folder to a PostgreSQL server, and back.

Law: all or nothing; what was moved reads the same on both sides, by digest, before either side is believed.
Not here: where tables may be (starting/tables_at.py), the record of incidents, which stays in the folder.
"""
