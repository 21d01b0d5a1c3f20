"""The product with one filter taken out, for each surface: what the matrix must notice.

Each line names the place where that surface asks the rule. When the product moves it, the name is no longer there and
the test says so.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest


def _everything(principal: Any, queryset: Any) -> Any:
    return queryset


def _always(*args: Any, **kwargs: Any) -> bool:
    return True


def _all_collections(principal: Any) -> frozenset[int]:
    from wagtail.models import Collection

    return frozenset(Collection.objects.values_list("pk", flat=True))


# In place of a column: whatever a row says, every account may do everything in the admin.
EVERYBODY_IS: Any = property(lambda user: True, lambda user, value: None)


def _all_live_pages(request: Any) -> Any:
    from content.models import ContentPage

    return ContentPage.objects.live()


def _all_alerts(principal: Any) -> Any:
    from content.models import Alert

    return list(Alert.objects.select_related("section", "page", "locale"))


def _any_link(secret: str) -> Any:
    from content.models import SharedDraft
    from content.shared_drafts.services import hash_of

    return SharedDraft.objects.get(token_hash=hash_of(secret))


def _all_of_the_site(principal: Any) -> Any:
    return [one for one in _all_alerts(principal) if principal.audience in one.audience_keys and one.live]


def _all_of_a_type(principal: Any, kind: str) -> Any:
    from django.apps import apps

    return apps.get_model("content", kind).objects.live()


def _all_requests(principal: Any) -> Any:
    from forms_engine.requests.models import Request

    return Request.objects.all()


def _all_documents(principal: Any, organisation: str, collections: Any) -> Any:
    from django.db.models import Value

    from content.models import GuildhallDocument

    return GuildhallDocument.objects.annotate(is_limited=Value(False)).order_by("-created_at")


def _any_organisation(request: Any, slug: str) -> Any:
    from partners.models import Organisation

    return Organisation.objects.get(slug=slug)


def _keeping_everything() -> Callable[..., Any]:
    """A cache that keeps every answer by its address alone."""
    kept: dict[str, Any] = {}

    def answer(self: Any, request: Any) -> Any:
        address = request.build_absolute_uri()
        if address not in kept:
            kept[address] = self.get_response(request)
        return kept[address]

    return answer


def _uncut_texts(article: Any) -> Any:
    from audiences.keys import PUBLIC

    return [(audience, getattr(article, field), (PUBLIC,)) for audience, field in article.TEXTS]


def _refusing_nobody(self: Any, request: Any, response: Any) -> Any:
    from wagtail.contrib.redirects.middleware import RedirectMiddleware

    return RedirectMiddleware.process_response(self, request, response)


@dataclass(frozen=True, slots=True)
class Sabotage:
    """A filter taken out: ``target`` is a dotted name, ``stand_in`` what is put in its place. The surface's matrix must
    report a leak to ``asker``."""

    surface: str
    asker: str
    target: str
    stand_in: Any

    def __str__(self) -> str:
        return f"{self.surface} without {self.target}"

    def apply(self, patch: pytest.MonkeyPatch) -> None:
        """Take the filter out until the patch is undone.

        Meanwhile the process remembers nothing from before, or an answer that was found with the filter would be given
        again without it; and of what it learns without the filter it keeps nothing for the next test.
        """
        patch.setattr(self.target, self.stand_in)
        patch.setattr("page_cache.remembered._known", OrderedDict())


SABOTAGES = [
    Sabotage("page", "anonymous", "content.models.base.may_read", _always),
    Sabotage("page", "partner-of-B", "content.models.base.may_read", _always),
    Sabotage("page", "anonymous", "knowledge.selectors.visible_to", _everything),
    Sabotage("page", "anonymous", "knowledge.models.ArticlePage.texts", _uncut_texts),
    Sabotage("list", "anonymous", "content.selectors.visible_to", _everything),
    Sabotage("list", "officer", "knowledge.selectors.visible_to", _everything),
    Sabotage("related links", "anonymous", "content.links.may_read", _always),
    Sabotage("related links", "anonymous", "content.selectors.visible_to", _everything),
    Sabotage("related links", "anonymous", "content.shown_files.readable_collections", _all_collections),
    Sabotage("content API", "anonymous", "content.selectors.visible_to", _everything),
    Sabotage("content API", "partner-of-B", "content.selectors.visible_to", _everything),
    Sabotage("content API", "anonymous", "knowledge.models.ArticlePage.texts", _uncut_texts),
    Sabotage("document", "anonymous", "content.files._may_read", _always),
    Sabotage("image", "partner-of-B", "content.files._may_have", _always),
    Sabotage("journey", "anonymous", "forms_engine.catalogue.selectors.visible_to", _everything),
    Sabotage("translation", "anonymous", "content.models.base.may_read", _always),
    Sabotage("alias", "partner-of-A", "content.models.base.may_read", _always),
    Sabotage(
        "redirect",
        "anonymous",
        "content.redirects.ReadersRedirectMiddleware.process_response",
        _refusing_nobody,
    ),
    Sabotage("sitemap", "anonymous", "config.sitemap.pages_of_site", _all_live_pages),
    Sabotage("alert", "anonymous", "content.alerts.published_for", _all_alerts),
    Sabotage("alert", "partner-of-B", "content.alerts.published_for", _all_of_the_site),
    Sabotage("A to Z", "anonymous", "content.lists.a_to_z.published", _all_of_a_type),
    Sabotage("privacy", "anonymous", "forms_engine.catalogue.selectors.visible_to", _everything),
    Sabotage("shared documents", "partner-of-B", "content.selectors.readable_collections", _all_collections),
    Sabotage("publication", "anonymous", "content.shown_files.readable_collections", _all_collections),
    Sabotage("look-up", "anonymous", "content.address_lookups.serving.may_read", _always),
    Sabotage(
        "organisation home", "partner-of-B", "partners.overview.requests_of_organisation", _all_requests
    ),
    Sabotage(
        "organisation home", "partner-of-B", "content.organisation_home.documents_shared_with", _all_documents
    ),
    Sabotage("organisation", "partner-of-B", "partners.views.extranet.organisation_for", _any_organisation),
    Sabotage("preview", "officer", "accounts.models.User.is_superuser", EVERYBODY_IS),
    Sabotage("admin lists", "officer", "accounts.models.User.is_superuser", EVERYBODY_IS),
    Sabotage("Wagtail API v3", "officer", "accounts.models.User.is_superuser", EVERYBODY_IS),
    *(
        Sabotage(surface, "anonymous", "content.selectors.visible_to", _everything)
        for surface in ("directory", "news", "events", "guide", "services", "service status")
    ),
    Sabotage("shared draft", "anonymous", "content.shared_drafts.selectors.is_for_everybody", _always),
    Sabotage("shared draft", "anonymous", "content.shared_drafts.views.opened_by", _any_link),
    Sabotage("shared draft", "resident", "content.links.may_read", _always),
    Sabotage("shared draft", "anonymous", "content.shown_files.readable_collections", _all_collections),
    Sabotage(
        "cached copy",
        "deactivated",
        "page_cache.middleware.PageCacheMiddleware.__call__",
        _keeping_everything(),
    ),
]
