"""Identities of an issuer outside the desk, and roles that its groups bring.

Law: a step that was released is never changed.
Not here: what they are for (identities).
"""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """A table, and a column that is false for every role there was."""

    dependencies = [
        ("web", "0010_monitoring_keys"),
    ]

    operations = [
        migrations.AddField(model_name="membership", name="by_issuer", field=models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Identity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issuer", models.CharField(max_length=200)),
                ("who", models.CharField(max_length=255)),
                ("subject", models.CharField(blank=True, default="", max_length=255)),
                ("bound_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "bound_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "officer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="identities",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("bound_at", "id"),
                "constraints": [
                    models.UniqueConstraint(fields=("issuer", "who"), name="one_account_for_an_identity"),
                ],
            },
        ),
    ]
