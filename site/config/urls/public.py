"""The public website."""

from django.urls import include, path

from config import sitemap
from config.urls.shared import assemble, demo_only, handler400, handler403, handler404, handler500
from content import installed
from content.shared_drafts import public_urls as shared_draft_urls
from forms_engine.journeys.open311 import urls as open311_urls
from payments import urls as payments_urls
from portal import urls as portal_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = assemble(
    pages=[
        path("offline/", installed.offline, name="offline"),
        path("", include(portal_urls)),
        path("", include(payments_urls)),
        path("", include(shared_draft_urls)),
    ],
    machines=[
        path("manifest.webmanifest", installed.manifest, name="manifest"),
        path("service-worker.js", installed.service_worker, name="service_worker"),
        path("sitemap.xml", sitemap.index, name="sitemap"),
        path("sitemap-<slug:kind>-<int:number>.xml", sitemap.part, name="sitemap_part"),
        path("", include(payments_urls.webhook_urlpatterns)),
        path("open311/", include(open311_urls)),
        *demo_only("demo.urls"),
    ],
)
