"""Who may read a page, in words for its editors."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audiences.keys import PARTNER, PUBLIC, STAFF, above
from content.audience import keys_in_hand
from content.paths import paths_above
from partners.selectors import organisation_names

if TYPE_CHECKING:
    from content.models import ContentPage


def choice_in_words(audience: str, organisations: Sequence[str]) -> str:
    """What an editor chose for a page or a collection."""
    if not audience:
        return _("The same as the section above")
    if organisations:
        return readers_in_words(f"{PARTNER}:{slug}" for slug in organisations)
    return readers_in_words([audience])


def readers_in_words(keys: Iterable[str]) -> str:
    """Everybody whom these keys admit."""
    keys = list(keys)
    names = organisation_names(key.partition(":")[2] for key in keys if ":" in key)
    words = {PUBLIC: _("Everyone"), STAFF: _("Council staff"), PARTNER: _("Partner organisations")}
    said = [words[key] for key in keys if key in words] + list(names.values())
    return ", ".join(said) if said else _("Nobody")


def audience_in_words(page: "ContentPage") -> str:
    """Who may read the page as it is published, and which section decides that: "Council staff, because the section
    “Policies” is"."""
    readers = readers_in_words(page.audience_keys)
    section = _deciding_section(page)
    if section is None:
        return readers
    return _("%(readers)s, because the section “%(section)s” is") % {
        "readers": readers,
        "section": section.title,
    }


def widening_in_words(page: "ContentPage") -> str:
    """What publishing the page as it is in hand opens, in words; "" where it opens nothing."""
    new = keys_in_hand(page)
    opened = [key for key in new if not any(above(old, key) for old in page.audience_keys)]
    if not opened or not page.pk:
        return ""
    below = _pages_that_follow(page)
    return ngettext(
        "If you publish this, these readers can open it, and %(count)s page below it: %(readers)s.",
        "If you publish this, these readers can open it, and %(count)s pages below it: %(readers)s.",
        below,
    ) % {"count": below, "readers": readers_in_words(opened)}


def _deciding_section(page: "ContentPage") -> "ContentPage | None":
    """The nearest section above whose choice is what the page's readers come from; ``None`` where it is the page's own."""
    if page.audience or not page.path:
        return None
    model: type[ContentPage] = apps.get_model("content", "ContentPage")
    deciding = model.objects.filter(path__in=paths_above(page.path)).exclude(audience="")
    return deciding.order_by("-path").first()


def _pages_that_follow(page: "ContentPage") -> int:
    """The published pages below that say nothing of their own, or more than the page lets through."""
    model: type[ContentPage] = apps.get_model("content", "ContentPage")
    below = model.objects.live().filter(path__startswith=page.path).exclude(pk=page.pk)
    return below.filter(audience_keys=page.audience_keys).count()
