"""Machines that are told what happens here, what waits for each, and every try.

Law: a step that was released is never changed.
Not here: the tables (models/hook.py).
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import battlebox.web.models.hook


class Migration(migrations.Migration):
    """What telling machines needs."""

    dependencies = [
        ("web", "0012_followings"),
    ]

    operations = [
        migrations.CreateModel(
            name="Hook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ours", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=60)),
                ("reader", models.CharField(blank=True, default="", max_length=60)),
                ("sealed", models.TextField()),
                ("shown", models.CharField(max_length=520)),
                ("pin", models.CharField(blank=True, default="", max_length=64)),
                ("kinds", models.JSONField(default=list)),
                ("places", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("failures", models.PositiveIntegerField(default=0)),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("paused_at", models.DateTimeField(blank=True, null=True)),
                ("paused_why", models.CharField(blank=True, default="", max_length=200)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="hooks_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("ours", "name", "id"),
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "message",
                    models.CharField(default=battlebox.web.models.hook.new_message_id, max_length=60, unique=True),
                ),
                ("incident", models.CharField(blank=True, default="", max_length=80)),
                ("entry", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=30)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("state", models.CharField(db_index=True, default="waiting", max_length=20)),
                (
                    "hook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="web.hook"
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="HookTry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("status", models.PositiveIntegerField(default=0)),
                ("words", models.CharField(max_length=200)),
                (
                    "hook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="web.hook"
                    ),
                ),
                (
                    "told",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attempts", to="web.told"
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.AddConstraint(
            model_name="told",
            constraint=models.UniqueConstraint(
                models.F("hook"), models.F("incident"), models.F("entry"), name="told_once"
            ),
        ),
    ]
