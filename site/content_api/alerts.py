"""Alerts in the API."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import override
from ninja import Query, Router
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.problems import Problem
from content.alerts import alerts_and_next_change
from content_api.caching import conditional
from content_api.filters import known_filters
from content_api.openapi import READERS
from content_api.pages_found import readable_pages
from content_api.schemas.alerts import AlertList, AlertOut, AlertsQuery
from content_api.schemas.base import AddressTarget
from content_api.targets import Targets
from page_cache.answers import changes_at

router = Router(tags=["site"])


@router.get(
    "/",
    response={200: AlertList, 404: Problem, 422: Problem},
    operation_id="list_alerts",
    openapi_extra=READERS,
)
@decorate_view(conditional, known_filters(AlertsQuery))
def list_alerts(request: GuildhallRequest, query: Query[AlertsQuery]) -> AlertList:
    """The alerts to show on this host now: three at most, one emergency at most."""
    page = None
    if query.page is not None:
        page = readable_pages(request).filter(pk=query.page).first()
        if page is None:
            raise Http404
    with override(query.language):
        found, change = alerts_and_next_change(request.principal, page, timezone.now())
    changes_at(request, change)
    targets = Targets(request, query.language)
    targets.load_pages(one.page_id for one in found if one.page_id)
    return AlertList(items=[_out(one, targets) for one in found], next_change=change)


def _out(alert: Any, targets: Targets) -> AlertOut:
    language = alert.locale.language_code
    target: Any = targets.page(alert.page_id) if alert.page_id else None
    if target is None and alert.url:
        target = AddressTarget(kind="external", url=alert.url)
    return AlertOut(
        id=alert.pk,
        mark=f"{alert.pk}-{alert.live_revision_id or 0}",
        level=alert.level,
        title=alert.title,
        text=alert.text,
        language=language,
        fallback=language != targets.language,
        target=target,
        dismissible=alert.dismissible,
        starts=alert.starts,
        ends=alert.ends,
    )
