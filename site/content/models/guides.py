"""Guides: several parts read one after another, or printed as one."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.url_routing import RouteResult

from audiences.http import GuildhallRequest
from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.guides.parts import PRINT, place_of, whole_parts
from content.links import address, children_of
from content.models.base import ContentPage


class GuidePage(ContentPage):
    """What a guide is about. Its parts are the pages below it, in their order; ``/print/`` shows all of them as one."""

    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["content.LandingPage", "content.SubLandingPage", "content.StandardPage"]
    subpage_types = ["content.GuidePartPage"]
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("guide")

    def route(self, request: GuildhallRequest, path_components: list[str]) -> Any:
        """Its own address, and the one of the whole guide on one page."""
        if path_components == [PRINT] and self.live:
            return RouteResult(self, kwargs={"whole": True})
        return super().route(request, path_components)

    def get_template(self, request: GuildhallRequest, *args: Any, whole: bool = False, **kwargs: Any) -> str:
        """The guide's first page, or the whole of it."""
        return "content/guide_whole.html" if whole else "content/guide_page.html"

    def get_context(
        self, request: GuildhallRequest, *args: Any, whole: bool = False, **kwargs: Any
    ) -> dict[str, Any]:
        """Adds ``parts``: those that the one asking may read; with their blocks, where the guide is shown whole. And
        ``print_url``, where it is."""
        context = super().get_context(request, *args, **kwargs)
        parts = whole_parts(request, self) if whole else children_of(request, self)
        return {**context, "parts": parts, "print_url": f"{address(request, self)}{PRINT}/"}

    def serve(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The guide; what is for paper is not offered to search engines beside it."""
        response = super().serve(request, *args, **kwargs)
        if kwargs.get("whole"):
            response.headers["X-Robots-Tag"] = "noindex"
        return response


class GuidePartPage(ContentPage):
    """One part of a guide."""

    body = BodyField(BodyBlock(), blank=True)

    parent_page_types = ["content.GuidePage"]
    subpage_types: list[str] = []
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("part of a guide")

    @property
    def headings(self) -> list[dict[str, str]]:
        """The headings of the body, for a contents list: ``text``, ``anchor`` and ``block``, the block's id."""
        return self.body.stream_block.headings(self.body)

    def clean(self) -> None:
        """Its address is not that of the whole guide.

        Raises:
            ValidationError: where it is.
        """
        super().clean()
        if self.slug == PRINT:
            raise ValidationError(
                {"slug": _("This is where the whole guide is printed. Choose another address.")}
            )

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``place``: where the part stands in its guide."""
        return {**super().get_context(request, *args, **kwargs), "place": place_of(request, self)}
