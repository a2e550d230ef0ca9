"""The first tables: officers, memberships, slips, what was saved, jobs, alarms.

Law: as in migrations/__init__.py.
Not here: the tables as they are now (models).
"""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import battlebox.web.models.officer


class Migration(migrations.Migration):
    """From nothing."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Officer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "officer_id",
                    models.CharField(
                        default=battlebox.web.models.officer.new_officer_id, editable=False, max_length=16, unique=True
                    ),
                ),
                ("username", models.CharField(max_length=60, unique=True, verbose_name="sign-in name")),
                ("display_name", models.CharField(max_length=120, verbose_name="name")),
                ("is_active", models.BooleanField(default=True)),
                ("break_glass", models.BooleanField(default=False)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("words", models.CharField(max_length=300)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "seen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="alarms_seen",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-at",),
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=60)),
                ("incident", models.CharField(blank=True, default="", max_length=80)),
                ("body", models.CharField(blank=True, default="", max_length=60)),
                ("asked", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("stopped", "Stopped"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("progress", models.FloatField(default=0.0)),
                ("words", models.CharField(blank=True, default="", max_length=300)),
                ("answer", models.JSONField(blank=True, null=True)),
                ("paper", models.BinaryField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="jobs", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at",),
            },
        ),
        migrations.CreateModel(
            name="JoiningSlip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_digest", models.CharField(max_length=64, unique=True)),
                ("first", models.BooleanField(default=False, verbose_name="sets up the desk")),
                ("body", models.CharField(blank=True, default="", max_length=60)),
                ("incident", models.CharField(blank=True, default="", max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("strategic", "Strategic (Gold)"),
                            ("tactical", "Tactical (Silver)"),
                            ("operational", "Operational (Bronze)"),
                            ("loggist", "Loggist"),
                            ("communications", "Communications"),
                            ("information_governance", "Information governance"),
                            ("service_lead", "Service lead"),
                            ("partner_liaison", "Partner liaison"),
                            ("observer", "Observer"),
                        ],
                        max_length=30,
                    ),
                ),
                ("admin", models.BooleanField(default=False)),
                ("membership_hours", models.PositiveIntegerField(blank=True, null=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="slips_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "used_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="slips_used",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.CharField(max_length=60)),
                ("incident", models.CharField(blank=True, default="", max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("strategic", "Strategic (Gold)"),
                            ("tactical", "Tactical (Silver)"),
                            ("operational", "Operational (Bronze)"),
                            ("loggist", "Loggist"),
                            ("communications", "Communications"),
                            ("information_governance", "Information governance"),
                            ("service_lead", "Service lead"),
                            ("partner_liaison", "Partner liaison"),
                            ("observer", "Observer"),
                        ],
                        max_length=30,
                    ),
                ),
                ("admin", models.BooleanField(default=False, verbose_name="admin of the body")),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "id"),
            },
        ),
        migrations.CreateModel(
            name="Once",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=64, unique=True)),
                ("taken_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("done", models.BooleanField(default=False)),
                ("number", models.CharField(blank=True, default="", max_length=60)),
                ("address", models.CharField(blank=True, default="", max_length=500)),
                (
                    "officer",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL),
                ),
            ],
        ),
    ]
