"""Addresses under which officers follow an incident from a calendar or a reader.

Law: a step that was released is never changed.
Not here: the table (models/following.py).
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """What following an incident needs."""

    dependencies = [
        ("web", "0011_identities"),
    ]

    operations = [
        migrations.CreateModel(
            name="Following",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.CharField(max_length=60)),
                ("incident", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("calendar", "Calendar: what is due, and my shifts"),
                            ("log", "Reader: the log"),
                            ("decisions", "Reader: decisions and bulletins alone"),
                        ],
                        max_length=20,
                    ),
                ),
                ("has_words", models.BooleanField(default=False)),
                ("secret_digest", models.CharField(max_length=64, unique=True)),
                ("password_mark", models.CharField(max_length=128)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-id"),
            },
        ),
    ]
