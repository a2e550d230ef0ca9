"""The book of readiness: what a body keeps about how ready it is, outside every incident.

Law: a step that was released is never changed.
Not here: the table (models/readiness.py).
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    """What the readiness pages need."""

    dependencies = [
        ("web", "0007_brought"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReadinessNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ours", models.CharField(max_length=60)),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("kind", models.CharField(max_length=40)),
                ("thing", models.CharField(max_length=300)),
                ("words", models.TextField(max_length=12000)),
                ("who", models.CharField(max_length=600)),
                ("by", models.CharField(blank=True, default="", max_length=60)),
                ("said", models.JSONField(default=dict)),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("ours", "number"),
                "constraints": [
                    models.UniqueConstraint(models.F("ours"), models.F("number"), name="readiness_note_once")
                ],
            },
        ),
    ]
