"""One knowledge base, kept outside every site and shown on all three.

An article holds three texts in three fields. Which of them somebody gets is decided in ``selectors``; the models are
never handed to a template.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse, set_urlconf
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import RichTextField
from wagtail.models import Site
from wagtail_localize.fields import SynchronizedField

from audiences.http import GuildhallRequest
from audiences.keys import PARTNER, PUBLIC, STAFF, cut, organisation_key
from content.audience import keys_in_hand
from content.fields import BodyField
from content.models import ContentPage
from content.models.base import UPKEEP_PANEL
from content.organisations import OrganisationsField, own_keys
from content.previews import organisation_modes, principal_of_preview
from knowledge.article_form import ArticleForm
from knowledge.panels import ReadingPanel, UpkeepPanel, UsagePanel
from knowledge.reading.models import Reading, Receipt
from knowledge.upkeep.cycle import REVIEW_MONTHS, months_after
from knowledge.upkeep.models import Review
from knowledge.votes.models import Vote

__all__ = ["ArticlePage", "KnowledgeRoot", "Reading", "Receipt", "Review", "TopicPage", "Vote", "has_words"]

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
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("slug", overridable=False),
    ]

    class Meta:
        verbose_name = _("topic")

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """``/knowledge/topics/<slug>/`` on the site of the request, on the public one without a request."""
        return _mounted(self, "knowledge_topic", request)


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
    staff_script = RichTextField(
        _("what to say"),
        blank=True,
        features=ANSWER_FEATURES,
        help_text=_("Words an officer reads aloud to a caller. Shown on the intranet only."),
    )
    partner_guidance_organisations = OrganisationsField(
        _("only for these organisations"),
        help_text=_(
            "Who reads the partner guidance. None ticked means every partner organisation. "
            "The public answer stays everybody’s."
        ),
    )

    services = ArrayField(
        models.CharField(max_length=60),
        verbose_name=_("services"),
        default=list,
        blank=True,
        help_text=_("Officers find the article beside these services’ requests, readers on their pages."),
    )
    related = BodyField(
        [("page", PageChooserBlock(page_type="content.ContentPage"))],
        verbose_name=_("related articles and pages"),
        blank=True,
        max_num=8,
        help_text=_("Shown in this order to those who may read them, before what is suggested by itself."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("review cycle"), choices=REVIEW_MONTHS, default=12, help_text=_("How long it may stand unread.")
    )
    last_reviewed_on = models.DateField(null=True, blank=True, editable=False)
    # The published title and summary, for finding what is like it.
    words = SearchVectorField(null=True, editable=False)
    ask_again = models.BooleanField(
        _("everybody has to read it again"),
        default=False,
        help_text=_(
            "Tick this when the change matters. Confirmations given so far lapse when it is published."
        ),
    )

    base_form_class = ArticleForm
    parent_page_types = ["knowledge.TopicPage"]
    subpage_types: list[str] = []
    # Parts of the knowledge base's own addresses.
    RESERVED_SLUGS = frozenset({"topics", "reading", "a-to-z"})
    # Each field is one audience's; the order is the order on the page.
    TEXTS = ((PUBLIC, "public_answer"), (STAFF, "staff_guidance"), (PARTNER, "partner_guidance"))

    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("public_answer"),
        MultiFieldPanel(
            [FieldPanel("staff_script"), FieldPanel("staff_guidance")], heading=_("Intranet only")
        ),
        MultiFieldPanel(
            [FieldPanel("partner_guidance"), FieldPanel("partner_guidance_organisations")],
            heading=_("Extranet only"),
        ),
        ReadingPanel([FieldPanel("ask_again")], heading=_("Mandatory reading")),
        FieldPanel("services"),
        FieldPanel("related"),
        UsagePanel(heading=_("Where it is used")),
    ]
    settings_panels = [
        # The review date is set by the review itself, and belongs to no draft.
        *(panel for panel in ContentPage.settings_panels if panel is not UPKEEP_PANEL),
        UpkeepPanel([FieldPanel("content_owner"), FieldPanel("review_months")], heading=_("Upkeep")),
    ]
    # Who may read a text is one decision for all its languages.
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        # One address in all languages: other parts know an article by it.
        SynchronizedField("slug", overridable=False),
        SynchronizedField("partner_guidance_organisations", overridable=False),
        SynchronizedField("services", overridable=False),
        # Links find the reader's language by themselves.
        SynchronizedField("related", overridable=False),
    ]

    class Meta:
        verbose_name = _("article")
        indexes = [
            GinIndex(fields=["services"], name="article_services"),
            GinIndex(fields=["words"], name="article_words"),
        ]

    def own_keys(self) -> Iterable[str]:
        """Those it has a text for: without a public answer it does not exist for the public."""
        written = [key for _audience, _text, keys in self.texts() for key in keys]
        if has_words(self.staff_script):
            written.append(STAFF)
        return cut(super().own_keys(), written)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a published article has a day by which it is looked over, and those who must read it again are asked."""
        from knowledge.reading.services import page_published

        with transaction.atomic():
            if self.live and self.review_by is None:
                self.review_by = months_after(timezone.localdate(), self.review_months)
            super().save(*args, **kwargs)
            if kwargs.get("update_fields") is None:
                self._keep_words()
            page_published(self)

    def _keep_words(self) -> None:
        config = text_search_config(self.locale.language_code)
        words = SearchVector(models.Value(self.title), config=config, weight="A") + SearchVector(
            models.Value(self.summary), config=config, weight="B"
        )
        ArticlePage.objects.filter(pk=self.pk).update(words=words)

    @property
    def related_ids(self) -> list[int]:
        """The ids of the pages its editor chose, in the editor's order."""
        return [
            block["value"] for block in self.related.raw_data if block["type"] == "page" and block["value"]
        ]

    def with_content_json(self, content: dict[str, Any]) -> "ArticlePage":
        """A revision as an article, with the review it had last: a draft cannot undo one."""
        page: ArticlePage = super().with_content_json(content)
        page.review_by = self.review_by
        page.last_reviewed_on = self.last_reviewed_on
        return page

    def texts(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Every text that says something: its audience, its words, and the keys of those who may read it."""
        for audience, field in self.TEXTS:
            text = getattr(self, field)
            limit = self.partner_guidance_organisations if audience == PARTNER else ()
            if has_words(text):
                yield audience, text, own_keys(audience, limit)

    def clean(self) -> None:
        """One article per address: topics are not part of it.

        Raises:
            ValidationError: when another article of this language, or the base itself, has the slug.
        """
        super().clean()
        if self.slug in self.RESERVED_SLUGS:
            raise ValidationError({"slug": _("The knowledge base uses this address itself.")})
        others = ArticlePage.objects.filter(slug=self.slug, locale=self.locale_id).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"slug": _("Another article has this address.")})

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """``/knowledge/<slug>/`` on the site of the request, on the public one without a request."""
        return _mounted(self, "knowledge_article", request)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The article as each audience sees it, and as each organisation that something of it is limited to."""
        limit = [organisation_key(slug) for slug in self.partner_guidance_organisations]
        return [
            (PUBLIC, _("Public site")),
            (STAFF, _("Intranet")),
            (PARTNER, _("Extranet")),
            *organisation_modes({*keys_in_hand(self), *limit}),
        ]

    def serve_preview(self, request: GuildhallRequest, mode_name: str | None) -> TemplateResponse:
        """The article on the site of ``mode_name``, cut as it is cut there."""
        from knowledge.selectors import article_view, topic_of

        mode = mode_name or PUBLIC
        audience = mode.partition(":")[0]
        audience = audience if audience in settings.HOST_URLCONFS else PUBLIC
        request.host_audience = audience
        request.principal = principal_of_preview(audience, mode)
        request.urlconf = settings.HOST_URLCONFS[audience]
        set_urlconf(request.urlconf)
        article = article_view(request.principal, self, topic_of(self))
        return TemplateResponse(request, "knowledge/article.html", {"article": article})


def has_words(html: str) -> bool:
    """Whether a rich text says anything: an emptied editor leaves tags behind."""
    return bool(strip_tags(html or "").strip())


def text_search_config(language: str) -> str:
    """PostgreSQL's rules for the words of a language; it has none for Welsh."""
    return "english" if language == "en" else "simple"


def _mounted(page: ContentPage, url_name: str, request: Any) -> tuple[int, str, str] | None:
    site = Site.find_for_request(request) if isinstance(request, HttpRequest) else None
    site = site or Site.objects.filter(is_default_site=True).first()
    if site is None:
        return None
    urlconf = settings.HOST_URLCONFS[settings.ENVIRONMENT.hosts.get(site.hostname, PUBLIC)]
    with translation.override(page.locale.language_code):
        path = reverse(url_name, args=[page.slug], urlconf=urlconf)
    return site.pk, site.root_url, urlsplit(path).path
