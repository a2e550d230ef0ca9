"""Files that somebody brought in, documents that are no STIX, sharing groups of partners, and what they took from us.

Law: a step that was released is never changed.
Not here: the tables (models/arrival.py, models/partner.py, models/pushed.py).
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """What bringing files, and giving to partners' own servers, needs."""

    dependencies = [
        ("web", "0006_feeds"),
    ]

    operations = [
        migrations.AddField(
            model_name="partner",
            name="sharing_groups",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ours", models.CharField(max_length=60)),
                ("owner", models.CharField(max_length=60)),
                ("by", models.CharField(blank=True, default="", max_length=60)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("name", models.CharField(max_length=120)),
                ("sha256", models.CharField(max_length=64)),
                ("raw", models.BinaryField(default=bytes)),
                ("kept_at", models.DateTimeField(blank=True, null=True)),
                ("told", models.JSONField(default=list)),
                ("forms", models.CharField(blank=True, default="", max_length=120)),
                (
                    "collection",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="web.collection"
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ours", models.CharField(max_length=60)),
                ("owner", models.CharField(max_length=60)),
                ("kind", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=400)),
                ("version", models.CharField(blank=True, default="", max_length=60)),
                ("sha256", models.CharField(max_length=64)),
                ("raw", models.BinaryField()),
                ("tlp", models.CharField(blank=True, default="", max_length=12)),
                ("is_quarantined", models.BooleanField(default=False)),
                ("state", models.CharField(default="stands", max_length=12)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "arrival",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="documents",
                        to="web.arrival",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="changes",
                        to="web.document",
                    ),
                ),
            ],
            options={
                "ordering": ("-received_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="Pushed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("remote", models.CharField(max_length=120)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "feed",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pushed",
                        to="web.feed",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="web.intelobject",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(models.F("ours"), models.F("owner"), models.F("at"), name="arrivals_of_a_body"),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                models.F("ours"),
                models.F("owner"),
                models.F("kind"),
                models.F("name"),
                models.F("version"),
                name="document_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="pushed",
            constraint=models.UniqueConstraint(
                models.F("feed"), models.F("remote"), models.F("thing"), name="pushed_once"
            ),
        ),
    ]
