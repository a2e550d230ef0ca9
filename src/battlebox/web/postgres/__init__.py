"""The desk's tables on PostgreSQL, for several processes or machines: how Django reaches them (base.py).

Law: a transaction is the only writer, as on SQLite.
Not here: which server (starting/tables_at.py), the journal's own store there (journal.postgres).
"""
