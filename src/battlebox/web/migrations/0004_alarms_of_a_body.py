"""An alarm belongs to a body, and so does a break-glass account, whose name says which.

Law: a step that was released is never changed.
Not here: the tables (models/alarm.py, models/officer.py).
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What alarms of a body need."""

    dependencies = [
        ("web", "0003_outbox"),
    ]

    operations = [
        migrations.AddField(
            model_name="alarm",
            name="body",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
        migrations.AlterField(
            model_name="officer",
            name="username",
            field=models.CharField(max_length=80, unique=True, verbose_name="sign-in name"),
        ),
    ]
