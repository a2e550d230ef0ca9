"""Feeds: what partners publish and we read, how far, and what we prove ourselves with, sealed.

Law: a step that was released is never changed.
Not here: the table (models/feed.py).
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """What reading partners' feeds needs."""

    dependencies = [
        ("web", "0005_partners"),
    ]

    operations = [
        migrations.CreateModel(
            name="Feed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ours", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60)),
                ("root", models.CharField(max_length=500)),
                ("remote", models.CharField(max_length=120)),
                ("sealed", models.TextField(blank=True, default="")),
                ("certificate", models.CharField(blank=True, default="", max_length=500)),
                ("ca_file", models.CharField(blank=True, default="", max_length=500)),
                ("pin", models.CharField(blank=True, default="", max_length=64)),
                ("may_be_private", models.BooleanField(default=False)),
                ("every_seconds", models.PositiveIntegerField(default=300)),
                ("limits", models.JSONField(default=dict)),
                ("after", models.CharField(blank=True, default="", max_length=60)),
                ("is_whole", models.BooleanField(default=True)),
                ("mark", models.CharField(blank=True, default="", max_length=400)),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("in_a_row", models.PositiveIntegerField(default=0)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("rests_until", models.DateTimeField(blank=True, null=True)),
                ("polled_at", models.DateTimeField(blank=True, null=True)),
                ("heard_at", models.DateTimeField(blank=True, null=True)),
                ("code", models.CharField(blank=True, default="", max_length=30)),
                ("words", models.CharField(blank=True, default="", max_length=2000)),
                ("hint", models.CharField(blank=True, default="", max_length=600)),
                ("new_total", models.PositiveBigIntegerField(default=0)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="feeds",
                        to="web.collection",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="feeds", to="web.partner"
                    ),
                ),
            ],
            options={
                "ordering": ("ours", "name"),
                "constraints": [models.UniqueConstraint(models.F("ours"), models.F("name"), name="feed_once")],
            },
        ),
    ]
