"""The secret of a machine that was, beside its new one for a day; of an address its host alone is in the open.

Law: a step that was released is never changed.
Not here: the tables (models/hook.py).
"""

from typing import Any
from urllib.parse import urlsplit

from django.db import migrations, models


def _hide_paths(apps: Any, _schema: Any) -> None:
    hooks = apps.get_model("web", "Hook").objects
    for hook in hooks.all():
        parts = urlsplit(hook.shown)
        has_more = parts.query or parts.path.strip("/")
        hooks.filter(pk=hook.pk).update(shown=f"{parts.scheme}://{parts.netloc}/{'...' if has_more else ''}")


class Migration(migrations.Migration):
    """What a new secret needs."""

    dependencies = [
        ("web", "0013_hooks"),
    ]

    operations = [
        migrations.AddField("hook", "sealed_before", models.TextField(blank=True, default="")),
        migrations.AddField("hook", "before_until", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(_hide_paths, migrations.RunPython.noop),
    ]
