"""The intranet, with Wagtail's admin."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from accounts import wagtail_urls as accounts_wagtail_urls
from accounts.second_factor import urls as second_factor_urls
from accounts.staff import urls as staff_urls
from audiences.tokens import urls as token_urls
from config.urls.shared import assemble, handler400, handler403, handler404, handler500
from content_api.editors import urls as editors_urls
from partners import urls as partners_urls
from portal import urls as portal_urls
from themes import urls as themes_urls
from workplace import urls as workplace_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = assemble(
    apis=[path("", include(editors_urls))],
    pages=[
        path("", include(partners_urls.intranet_urlpatterns)),
        path("account/", include(token_urls)),
        path("", include(themes_urls)),
        path("", include(workplace_urls)),
        path("", include(portal_urls.at_work_urlpatterns)),
        path("account/second-factor/", include(second_factor_urls)),
    ],
    machines=[
        path("account/work/", include(staff_urls)),
        path("admin/", include(accounts_wagtail_urls)),
        path("admin/", include(wagtailadmin_urls)),
    ],
)
