"""As whom an editor previews a page.

A preview shows what a reader would get, and a page limited to some organisations has no reader in general: the editor
chooses the organisation to see it as. A preview mode is the key that reader holds; the empty one is any reader of the
site the page is on.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from audiences.admission import for_preview
from audiences.keys import PARTNER
from audiences.principal import Principal
from partners.selectors import organisation_names

ANY_READER = ("", _("Default"))

_LIMITED = f"{PARTNER}:"


def preview_modes(keys: Iterable[str]) -> list[tuple[str, Any]]:
    """The modes of a page with these keys: names and what the editor reads."""
    return organisation_modes(keys) or [ANY_READER]


def organisation_modes(keys: Iterable[str]) -> list[tuple[str, Any]]:
    """A mode for each organisation named in these keys, by name."""
    names = organisation_names(key.removeprefix(_LIMITED) for key in keys if key.startswith(_LIMITED))
    return [(_LIMITED + slug, _("Members of %(name)s") % {"name": name}) for slug, name in names.items()]


def principal_of_preview(audience: str, mode: str) -> Principal:
    """The reader of that mode on that audience's host."""
    return for_preview(audience, mode.removeprefix(_LIMITED) if mode.startswith(_LIMITED) else "")
