"""Which alerts are shown, now and here."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from audiences.keys import PARTNER, organisations_in
from audiences.principal import Principal
from audiences.selectors import visible_to
from content.paths import paths_above

if TYPE_CHECKING:
    from content.models import Alert, ContentPage

MOST = 3
# Above all others first.
LEVELS = ("emergency", "mourning", "warning", "information")
ONLY_ONE = "emergency"


def alerts_and_next_change(
    principal: Principal,
    page: "ContentPage | None" = None,
    at: datetime | None = None,
    published: "list[Alert] | None" = None,
    trail: "Iterable[ContentPage]" = (),
) -> "tuple[list[Alert], datetime | None]":
    """The alerts to show above a page on the principal's own site, and when the next one begins or ends, if one will.

    At most three, the gravest first, of those as grave the last to start first; at most one emergency. In the active
    language where there is a translation, in the original's otherwise.

    Args:
        page: what they stand above; ``None`` is a page of no section.
        at: the moment to ask about, aware; now, if ``None``.
        published: what ``published_for`` answered, where that is known already.
        trail: the pages from the site's home down to ``page``, where they are known already.
    """
    at = at or timezone.now()
    published = published_for(principal) if published is None else published
    found = [one for one in published if _is_on(one, at)]
    return chosen(_here(_in_one_language(found), page, trail)), _next_change(published, at)


def chosen(found: "Iterable[Alert]") -> "list[Alert]":
    """Those of the alerts in force that are shown together."""
    ordered = sorted(found, key=lambda one: (-LEVELS.index(one.level), _beginning(one)), reverse=True)
    gravest = [one for one in ordered if one.level == ONLY_ONE][:1]
    return [*gravest, *(one for one in ordered if one.level != ONLY_ONE)][:MOST]


def published_for(principal: Principal) -> "list[Alert]":
    """All that are published for the principal's site and not over, whether they have begun or not; on the partner
    extranet without those that are for other organisations than the principal's."""
    model: Any = apps.get_model("content", "Alert")
    # Keys held on another site are no reason to show its alerts here.
    own = model.objects.filter(live=True, audience_keys__contains=[principal.audience])
    if principal.audience == PARTNER:
        own = own.filter(Q(organisations=[]) | Q(organisations__overlap=organisations_in(principal.keys)))
    in_time = Q(ends=None) | Q(ends__gt=timezone.now())
    return list(visible_to(principal, own).filter(in_time).select_related("section", "page", "locale"))


def _is_on(alert: "Alert", at: datetime) -> bool:
    return (alert.starts is None or alert.starts <= at) and (alert.ends is None or at < alert.ends)


def _next_change(found: "Iterable[Alert]", at: datetime) -> datetime | None:
    moments = [moment for one in found for moment in (one.starts, one.ends) if moment and moment > at]
    return min(moments, default=None)


def _beginning(alert: "Alert") -> datetime:
    beginning: datetime | None = alert.starts or alert.last_published_at
    return beginning or timezone.now()


def _in_one_language(found: "list[Alert]") -> "list[Alert]":
    """One row of each alert: in the active language, or the one it was written in."""
    language, original = get_language(), settings.LANGUAGE_CODE
    rows: dict[Any, Alert] = {}
    for one in found:
        known = rows.get(one.translation_key)
        if (
            known is None
            or one.locale.language_code == language
            or (one.locale.language_code == original and known.locale.language_code != language)
        ):
            rows[one.translation_key] = one
    return list(rows.values())


def _here(found: "list[Alert]", page: "ContentPage | None", trail: "Iterable[ContentPage]") -> "list[Alert]":
    """Those for everywhere, and those for a section that the page is in, whatever its language."""
    sections = {one.section.translation_key for one in found if one.section}
    around: set[Any] = set()
    known = {one.path: one.translation_key for one in trail}
    if page is not None and page.path in known:
        around = set(known.values())
    elif sections and page is not None and page.path:
        model: Any = apps.get_model("content", "ContentPage")
        paths = [page.path, *paths_above(page.path)]
        around = set(
            model.objects.filter(path__in=paths, translation_key__in=sections).values_list(
                "translation_key", flat=True
            )
        )
    return [one for one in found if one.section is None or one.section.translation_key in around]
