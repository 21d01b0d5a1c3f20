"""The intranet, with Wagtail's admin."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from accounts import wagtail_urls as accounts_wagtail_urls
from config.urls.shared import assemble, handler400, handler403, handler404, handler500
from workplace import urls as workplace_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = assemble(
    pages=[path("", include(workplace_urls))],
    machines=[path("admin/", include(accounts_wagtail_urls)), path("admin/", include(wagtailadmin_urls))],
)
