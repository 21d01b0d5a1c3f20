"""The addresses of the Open311 door, below ``open311/``. Each takes ``.xml``, ``.json``, or neither: then the Accept
header says, and XML is the usual one."""

from django.urls import path, re_path, register_converter

from forms_engine.journeys.open311 import views


class FormConverter:
    """``.xml``, ``.json`` or nothing."""

    regex = r"\.xml|\.json|"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class NameConverter:
    """A code, a reference or a token: no slash and no dot."""

    regex = "[^/.]{1,200}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(FormConverter, "open311_form")
register_converter(NameConverter, "open311_name")

urlpatterns = [
    path("v2/discovery<open311_form:form>", views.discovery, name="open311_discovery"),
    path("v2/services<open311_form:form>", views.services, name="open311_services"),
    path("v2/services/<open311_name:code><open311_form:form>", views.service, name="open311_service"),
    path("v2/requests<open311_form:form>", views.requests, name="open311_requests"),
    path(
        "v2/requests/<open311_name:reference><open311_form:form>", views.one_request, name="open311_request"
    ),
    path("v2/tokens/<open311_name:token><open311_form:form>", views.token, name="open311_token"),
    path("v2/servicerequestupdates<open311_form:form>", views.updates, name="open311_updates"),
    re_path(r"^.*?(?P<form>\.xml|\.json|)$", views.nothing_here, name="open311_nothing"),
]
