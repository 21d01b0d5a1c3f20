"""How Django finds the templates of forms, fields and widgets."""

from django.forms.renderers import DjangoTemplates


class ThemeFormRenderer(DjangoTemplates):
    """Django's own renderer, which also looks in every app's templates, with our field as the one a field gets that
    asks for none.

    Widgets and whole forms keep Django's templates: Wagtail's admin builds its forms from those.
    """

    field_template_name = "components/field/text.html"
