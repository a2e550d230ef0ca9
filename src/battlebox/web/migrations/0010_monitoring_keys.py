"""Keys with which machines that watch a body's systems prove who they are.

Law: a step that was released is never changed.
Not here: the table (models/monitoring_key.py).
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import battlebox.web.models.monitoring_key


class Migration(migrations.Migration):
    """What the keys need."""

    dependencies = [
        ("web", "0009_shared_quotas"),
    ]

    operations = [
        migrations.CreateModel(
            name="MonitoringKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key_id",
                    models.CharField(
                        default=battlebox.web.models.monitoring_key.new_key_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("begins", models.CharField(max_length=16)),
                ("name", models.CharField(max_length=60)),
                ("body", models.CharField(max_length=60)),
                ("may_report", models.BooleanField(default=False)),
                ("may_read", models.BooleanField(default=False)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("heard_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="monitoring_keys_made",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="monitoring_keys_revoked",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("-made_at", "-id"),
            },
        ),
    ]
