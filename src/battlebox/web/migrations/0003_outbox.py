"""The outbox: messages on their way, their people, their errands; alarms have a key.

Law: a step that was released is never changed.
Not here: the tables (models/errand.py).
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """What sending needs."""

    dependencies = [
        ("web", "0002_words_and_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry", models.CharField(max_length=64, unique=True)),
                ("incident", models.CharField(max_length=64)),
                ("message", models.CharField(max_length=60, unique=True)),
                ("body", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=300)),
                ("people", models.PositiveIntegerField()),
                ("answer_by", models.DateTimeField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddField(
            model_name="alarm",
            name="key",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.CreateModel(
            name="Addressed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=40)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                ("code", models.CharField(max_length=20, unique=True)),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("how", models.CharField(blank=True, default="", max_length=40)),
                ("recorded", models.BooleanField(default=True)),
                (
                    "dispatch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addressed", to="web.dispatch"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [
                    models.Index(
                        models.F("recorded"), condition=models.Q(("recorded", False)), name="answers_to_record"
                    )
                ],
                "constraints": [models.UniqueConstraint(models.F("dispatch"), models.F("person"), name="person_once")],
            },
        ),
        migrations.CreateModel(
            name="Errand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=40)),
                ("place", models.PositiveSmallIntegerField()),
                ("means", models.CharField(max_length=20)),
                ("to", models.CharField(max_length=254)),
                ("reference", models.CharField(max_length=40, unique=True)),
                ("state", models.CharField(max_length=20)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("claimed", models.BooleanField(default=False)),
                ("in_doubt", models.BooleanField(default=False)),
                ("due_at", models.DateTimeField(blank=True, null=True)),
                ("waits_since", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("recorded", models.BooleanField(default=True)),
                (
                    "dispatch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="errands", to="web.dispatch"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [
                    models.Index(models.F("means"), models.F("state"), models.F("due_at"), name="errands_due"),
                    models.Index(
                        models.F("means"),
                        models.F("ended_at"),
                        condition=models.Q(("recorded", False)),
                        name="outcomes_to_record",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        models.F("dispatch"), models.F("person"), models.F("place"), name="errand_once"
                    )
                ],
            },
        ),
    ]
