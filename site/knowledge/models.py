"""One knowledge base, kept outside every site and shown on all three.

An article holds three texts in three fields. Which of them somebody gets is decided in ``selectors``; the models are
never handed to a template.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse, set_urlconf
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Site

from audiences.admission import for_preview
from audiences.http import GuildhallRequest
from audiences.keys import PARTNER, PUBLIC, STAFF, cut
from content.models import ContentPage

ANSWER_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link"]


class KnowledgeRoot(ContentPage):
    """The top of the knowledge base, one per language. Everybody's; its articles say what is whose."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["knowledge.TopicPage"]
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = _("knowledge base")


class TopicPage(ContentPage):
    """What a group of articles is about."""

    parent_page_types = ["knowledge.KnowledgeRoot"]
    subpage_types = ["knowledge.ArticlePage"]
    preview_modes: list[tuple[str, str]] = []

    class Meta:
        verbose_name = _("topic")


class ArticlePage(ContentPage):
    """A question and its answer: for everyone, for council staff, for partner organisations."""

    public_answer = RichTextField(
        _("public answer"),
        blank=True,
        features=ANSWER_FEATURES,
        help_text=_("Shown to everyone, on all three sites."),
    )
    staff_guidance = RichTextField(
        _("staff guidance"), blank=True, features=ANSWER_FEATURES, help_text=_("Shown on the intranet only.")
    )
    partner_guidance = RichTextField(
        _("partner guidance"),
        blank=True,
        features=ANSWER_FEATURES,
        help_text=_("Shown on the extranet only."),
    )

    parent_page_types = ["knowledge.TopicPage"]
    subpage_types: list[str] = []
    # Each field is one audience's; the order is the order on the page.
    TEXTS = ((PUBLIC, "public_answer"), (STAFF, "staff_guidance"), (PARTNER, "partner_guidance"))

    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("public_answer"),
        MultiFieldPanel([FieldPanel("staff_guidance")], heading=_("Intranet only")),
        MultiFieldPanel([FieldPanel("partner_guidance")], heading=_("Extranet only")),
    ]

    class Meta:
        verbose_name = _("article")

    def own_keys(self) -> Iterable[str]:
        """The audiences it has a text for: without a public answer it does not exist for the public."""
        written = [key for key, field in self.TEXTS if has_words(getattr(self, field))]
        return cut(super().own_keys(), written)

    def clean(self) -> None:
        """One article per address: topics are not part of it.

        Raises:
            ValidationError: when another article of this language has the slug.
        """
        super().clean()
        others = ArticlePage.objects.filter(slug=self.slug, locale=self.locale_id).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"slug": _("Another article has this address.")})

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """``/knowledge/<slug>/`` on the site of the request, on the public one without a request."""
        site = Site.find_for_request(request) if isinstance(request, HttpRequest) else None
        site = site or Site.objects.filter(is_default_site=True).first()
        if site is None:
            return None
        urlconf = settings.HOST_URLCONFS[settings.ENVIRONMENT.hosts.get(site.hostname, PUBLIC)]
        with translation.override(self.locale.language_code):
            path = reverse("knowledge_article", args=[self.slug], urlconf=urlconf)
        return site.pk, site.root_url, urlsplit(path).path

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The article as each audience sees it."""
        return [(PUBLIC, _("Public site")), (STAFF, _("Intranet")), (PARTNER, _("Extranet"))]

    def serve_preview(self, request: GuildhallRequest, mode_name: str) -> TemplateResponse:
        """The article on the site of ``mode_name``, cut as it is cut there."""
        from knowledge.selectors import article_view, topic_of

        audience = mode_name if mode_name in settings.HOST_URLCONFS else PUBLIC
        request.host_audience = audience
        request.principal = for_preview(audience)
        request.urlconf = settings.HOST_URLCONFS[audience]
        set_urlconf(request.urlconf)
        article = article_view(request.principal, self, topic_of(self))
        return TemplateResponse(request, "knowledge/article.html", {"article": article})


def has_words(html: str) -> bool:
    """Whether a rich text says anything: an emptied editor leaves tags behind."""
    return bool(strip_tags(html or "").strip())
