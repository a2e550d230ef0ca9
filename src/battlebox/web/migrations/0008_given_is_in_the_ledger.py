"""What a body was given is read from the ledger: the index beside it was written and never asked.

Law: a step that was released is never changed.
Not here: the ledger (models/release.py).
"""

from django.db import migrations


class Migration(migrations.Migration):
    """The index goes; the ledger stays as it is."""

    dependencies = [
        ("web", "0007_brought"),
    ]

    operations = [
        migrations.DeleteModel(name="Given"),
    ]
