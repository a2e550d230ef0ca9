"""How Django renders a form of the desk: with our parts.

Law: every form, also of the libraries we use, goes through here.
Not here: the parts themselves (templates/gds, templates/django/forms/widgets).
"""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class DeskRenderer(TemplatesSetting):
    """Our templates for a form and for a field."""

    form_template_name = "gds/form.html"
    formset_template_name = "gds/formset.html"
    field_template_name = "gds/field.html"
