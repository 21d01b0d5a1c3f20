"""The extranet."""

from django.urls import include, path

from accounts.second_factor import urls as second_factor_urls
from audiences.tokens import urls as token_urls
from config.urls.shared import assemble, handler400, handler403, handler404, handler500
from partners import urls as partners_urls
from portal import urls as portal_urls
from workplace.outside import urls as outside_urls

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = assemble(
    pages=[
        path("", include(partners_urls.extranet_urlpatterns)),
        path("", include(portal_urls.at_work_urlpatterns)),
        path("account/", include(token_urls)),
        path("workplace/", include(outside_urls)),
        path("account/second-factor/", include(second_factor_urls)),
    ],
    machines=[],
)
