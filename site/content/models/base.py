"""What every page of the house carries."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail_localize.fields import SynchronizedField

from accounts.models import User
from audiences.http import GuildhallRequest
from audiences.keys import PARTNER, PUBLIC, STAFF
from audiences.selectors import may_read
from content.audience import lock_tree, rewrite_audience_keys
from content.links import remember_route
from content.routing import route_below

AUDIENCE_CHOICES = [
    ("", _("The same as the section above")),
    (PUBLIC, _("Everyone")),
    (STAFF, _("Council staff")),
    (PARTNER, _("Partner organisations")),
]

# A shared cache in front may answer for one second; a browser asks every time.
PUBLIC_PAGE = "public, max-age=0, s-maxage=1"


def audience_keys_field() -> ArrayField:
    """A column of audience keys. Empty, as it starts, it shows the row to nobody."""
    return ArrayField(models.CharField(max_length=90), default=list, blank=True, editable=False)


class ContentPage(Page):
    """The base of every page type: who may read it, who answers for it, when it is looked at again."""

    summary = models.TextField(
        max_length=300, blank=True, help_text=_("One or two sentences, shown in lists and in search results.")
    )
    audience = models.CharField(
        _("who may read this page"), max_length=20, choices=AUDIENCE_CHOICES, blank=True, default=""
    )
    own_audience_keys = audience_keys_field()
    audience_keys = audience_keys_field()
    content_owner = models.ForeignKey(
        User,
        verbose_name=_("content owner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_content",
        limit_choices_to={"is_staff": True},
        help_text=_("Who answers for what the page says."),
    )
    review_by = models.DateField(_("review by"), null=True, blank=True)

    is_creatable = False
    # Who may read a page is its audience, never a view restriction an editor sets beside it.
    private_page_options = ()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    settings_panels = [
        FieldPanel("audience"),
        MultiFieldPanel([FieldPanel("content_owner"), FieldPanel("review_by")], heading=_("Upkeep")),
        *Page.settings_panels,
    ]
    # Who may read a page is one decision for all its languages.
    override_translatable_fields = [
        SynchronizedField("audience", overridable=False),
        SynchronizedField("content_owner", overridable=False),
        SynchronizedField("review_by", overridable=False),
    ]

    class Meta:
        indexes = [GinIndex(fields=["audience_keys"], name="contentpage_audience_keys")]

    def own_keys(self) -> Iterable[str]:
        """Whom this page alone admits, before the pages above it have their say."""
        return (self.audience or PUBLIC,)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and bring the audience keys of everything this page decides about up to date with it."""
        with transaction.atomic():
            lock_tree()
            self.own_audience_keys = list(self.own_keys())
            super().save(*args, **kwargs)
            rewrite_audience_keys(self.path)
            self.refresh_from_db(fields=["audience_keys"])

    def with_content_json(self, content: dict[str, Any]) -> "ContentPage":
        """A revision as a page, with the keys the page holds now: a revision cannot bring old ones back."""
        page = super().with_content_json(content)
        page.own_audience_keys = self.own_audience_keys
        page.audience_keys = self.audience_keys
        return page

    def route(self, request: GuildhallRequest, path_components: list[str]) -> Any:
        """Find the page below in one query, however deep it lies."""
        if not path_components:
            remember_route(request, self, [])
            return super().route(request, path_components)
        trail, rest = route_below(self, path_components)
        if not trail:
            raise Http404
        remember_route(request, self, trail)
        return trail[-1].specific.route(request, rest)

    def serve(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page, or as if it did not exist where the one asking may not read it."""
        if not may_read(request.principal, self):
            raise Http404
        response = super().serve(request, *args, **kwargs)
        # HostMiddleware overrules this for staff, partners and anybody signed in.
        response.headers["Cache-Control"] = PUBLIC_PAGE
        return response

    def clean(self) -> None:
        """A page at the top of the tree has to say who may read it.

        Raises:
            ValidationError: when it does not.
        """
        super().clean()
        if self.depth == 2 and not self.audience:
            raise ValidationError(
                {"audience": _("Choose who may read this site: there is no section above it.")}
            )
