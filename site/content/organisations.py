"""Limiting pages and files to some of the partner organisations.

Among what is for partner organisations, a page or a collection can name a few: then it is for their members only. It
names them by slug, which never changes; an organisation that is closed keeps its name on what it was limited to, so
that closing it opens nothing to others.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from audiences.keys import PARTNER, PUBLIC, cut, organisation_key
from partners.selectors import organisation_names, organisations_to_choose

FOR_PARTNERS_ONLY = _(
    "Only what is for partner organisations can be limited to some of them. "
    "Choose “Partner organisations” above, or untick them."
)


def own_keys(audience: str, organisations: Iterable[str]) -> tuple[str, ...]:
    """Whom an audience admits, limited to these organisations where there are any. No audience is everybody's: what
    stands above decides."""
    keys = (audience or PUBLIC,)
    limit = [organisation_key(slug) for slug in organisations]
    return cut(keys, limit) if limit else keys


def check_limit(audience: str, organisations: Sequence[str]) -> None:
    """Refuse a limit on what is not for partners.

    Raises:
        ValidationError: about ``organisations``.
    """
    if organisations and audience != PARTNER:
        raise ValidationError({"organisations": FOR_PARTNERS_ONLY})


def limit_needs_partners(name: str) -> models.CheckConstraint:
    """The same, said by the database."""
    return models.CheckConstraint(
        condition=models.Q(organisations=[]) | models.Q(audience=PARTNER), name=name
    )


class OrganisationsField(ArrayField):
    """The slugs of the organisations something is limited to; none of them means all. Ticked by name in forms."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs |= {"base_field": models.SlugField(), "default": list, "blank": True}
        super().__init__(verbose_name=verbose_name, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """What a migration sees: an array of slugs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", list(args), kwargs

    def formfield(self, *args: Any, **kwargs: Any) -> forms.Field:
        """A list of names to tick."""
        return OrganisationsFormField(
            required=False, label=str(self.verbose_name).capitalize(), help_text=self.help_text
        )


class _Boxes(forms.CheckboxSelectMultiple):
    """A box for each open organisation, and for a closed one where it is ticked: unticking it is a decision."""

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        groups = super().optgroups(name, value, attrs)
        shown = {str(option["value"]) for _group, options, _index in groups for option in options}
        names = organisation_names(slug for slug in value if slug not in shown)
        for slug, label in names.items():
            text = _("%(organisation)s (closed)") % {"organisation": label}
            option = self.create_option(name, slug, text, True, len(groups), attrs=attrs)
            groups.append((None, [option], len(groups)))
        return groups


class OrganisationsFormField(forms.MultipleChoiceField):
    """Organisations by name. A closed one is kept where it is ticked, and offered nowhere else."""

    widget = _Boxes

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=organisations_to_choose, **kwargs)

    def valid_value(self, value: str) -> bool:
        """Whether there is such an organisation, open or closed."""
        return bool(organisation_names([value]))
