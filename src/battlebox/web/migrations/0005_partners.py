"""Partners, collections and rights, intelligence and how far it may go, the ledger of what left.

Law: a step that was released is never changed.
Not here: the tables (models/partner.py and its neighbours).
"""

import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    """What sharing with partners needs."""

    dependencies = [
        ("web", "0004_alarms_of_a_body"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Collection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("ours", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=120)),
                ("description", models.CharField(blank=True, default="", max_length=600)),
                ("alias", models.CharField(blank=True, default="", max_length=60)),
                ("audience", models.JSONField(default=list)),
                ("last_added", models.BigIntegerField(default=0)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("ours", "title"),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("ours"),
                        models.F("alias"),
                        condition=models.Q(("alias", ""), _negated=True),
                        name="collection_alias_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ours", models.CharField(max_length=60)),
                ("body", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("community", models.BooleanField(default=False)),
                ("client_of", models.JSONField(default=list)),
                ("identity", models.CharField(blank=True, default="", max_length=60)),
                ("token_digest", models.CharField(blank=True, db_index=True, default="", max_length=64)),
                ("token_begins", models.CharField(blank=True, default="", max_length=12)),
                ("token_issued_at", models.DateTimeField(blank=True, null=True)),
                ("token_expires_at", models.DateTimeField(blank=True, null=True)),
                ("old_token_digest", models.CharField(blank=True, db_index=True, default="", max_length=64)),
                ("old_token_until", models.DateTimeField(blank=True, null=True)),
                ("certificate", models.TextField(blank=True, default="")),
                ("certificate_sha256", models.CharField(blank=True, db_index=True, default="", max_length=64)),
                ("cut_off_at", models.DateTimeField(blank=True, null=True)),
                ("cut_off_by", models.CharField(blank=True, default="", max_length=120)),
                ("cut_off_why", models.CharField(blank=True, default="", max_length=300)),
                ("is_quarantined", models.BooleanField(default=True)),
                ("let_in_at", models.DateTimeField(blank=True, null=True)),
                ("let_in_by", models.CharField(blank=True, default="", max_length=120)),
                ("requests_per_minute", models.PositiveIntegerField(default=600)),
                ("bytes_per_day", models.PositiveBigIntegerField(default=1073741824)),
                ("change", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("heard_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ("ours", "name"),
                "constraints": [models.UniqueConstraint(models.F("ours"), models.F("body"), name="partner_once")],
            },
        ),
        migrations.CreateModel(
            name="IntelObject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ours", models.CharField(max_length=60)),
                ("stix_id", models.CharField(max_length=300)),
                ("kind", models.CharField(max_length=250)),
                ("version", models.CharField(blank=True, default="", max_length=40)),
                ("order", models.CharField(blank=True, default="", max_length=40)),
                ("spec_version", models.CharField(default="2.1", max_length=10)),
                ("sha256", models.CharField(max_length=64)),
                ("raw", models.BinaryField()),
                ("owner", models.CharField(max_length=60)),
                ("source", models.CharField(blank=True, default="", max_length=120)),
                ("created_by", models.CharField(blank=True, default="", max_length=60)),
                ("tlp", models.CharField(blank=True, default="", max_length=12)),
                ("audience", models.JSONField(default=list)),
                ("people", models.JSONField(default=list)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("brought_under", models.CharField(blank=True, default="", max_length=12)),
                ("is_quarantined", models.BooleanField(default=False)),
                ("is_disputed", models.BooleanField(default=False)),
                ("is_twin", models.BooleanField(default=False)),
                ("is_newest", models.BooleanField(default=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "reach",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="things", to="web.reach"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("added", models.BigIntegerField()),
                ("is_first", models.BooleanField(default=True)),
                ("is_last", models.BooleanField(default=True)),
                ("is_kept", models.BooleanField(default=False)),
                (
                    "collection",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="web.collection",
                    ),
                ),
                (
                    "thing",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="web.intelobject",
                    ),
                ),
                (
                    "reach",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="web.reach"
                    ),
                ),
            ],
            options={
                "ordering": ("added",),
            },
        ),
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("says", models.BinaryField()),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="receipts", to="web.partner"
                    ),
                ),
            ],
            options={
                "ordering": ("-at",),
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ours", models.CharField(max_length=60)),
                ("seq", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                ("body", models.CharField(blank=True, default="", max_length=60)),
                ("channel", models.CharField(max_length=60)),
                ("count", models.PositiveIntegerField(default=0)),
                ("line", models.BinaryField()),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("ours", "seq"),
                "indexes": [
                    models.Index(models.F("ours"), models.F("body"), models.F("seq"), name="releases_to_a_body")
                ],
                "constraints": [models.UniqueConstraint(models.F("ours"), models.F("seq"), name="release_in_order")],
            },
        ),
        migrations.CreateModel(
            name="Right",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("may_read", models.BooleanField(default=False)),
                ("may_write", models.BooleanField(default=False)),
                ("tlp_max", models.CharField(default="AMBER+STRICT", max_length=12)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("purpose", models.CharField(blank=True, default="", max_length=300)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rights", to="web.collection"
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rights", to="web.partner"
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Given",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ours", models.CharField(max_length=60)),
                ("body", models.CharField(max_length=60)),
                ("seq", models.PositiveBigIntegerField()),
                (
                    "thing",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="given",
                        to="web.intelobject",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(models.F("ours"), models.F("body"), name="given_to_a_body")],
                "constraints": [
                    models.UniqueConstraint(models.F("thing"), models.F("ours"), models.F("body"), name="given_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Edge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("named", models.CharField(max_length=300)),
                (
                    "thing",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="edges",
                        to="web.intelobject",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(models.F("thing"), name="edges_of_a_thing")],
                "constraints": [models.UniqueConstraint(models.F("named"), models.F("thing"), name="named_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="intelobject",
            constraint=models.UniqueConstraint(
                models.F("ours"), models.F("stix_id"), models.F("owner"), models.F("order"), name="version_once"
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                models.F("collection"),
                models.F("is_last"),
                models.F("added"),
                models.F("reach"),
                models.F("is_kept"),
                models.F("thing"),
                name="entries_of_a_page",
            ),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(models.F("collection"), models.F("added"), name="entry_in_order"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(models.F("thing"), models.F("collection"), name="entry_once"),
        ),
        migrations.AddConstraint(
            model_name="right",
            constraint=models.UniqueConstraint(models.F("partner"), models.F("collection"), name="right_once"),
        ),
    ]
