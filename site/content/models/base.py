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
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.fields import SynchronizedField

from accounts.models import User
from audiences.http import GuildhallRequest
from audiences.keys import PARTNER, PUBLIC, STAFF
from audiences.selectors import may_read
from content.audience import keys_in_hand, lock_tree, rewrite_audience_keys
from content.audience_log import chosen, note_change
from content.audience_panel import AudiencePanel
from content.checks.panel import ChecksPanel
from content.languages.trees import follow, published_translation, show_original_again
from content.languages.words import FIELDS, language_of, write_down
from content.links import remember_page, remember_route
from content.notes.panel import NotesPanel
from content.organisations import OrganisationsField, check_limit, limit_needs_partners, own_keys
from content.previews import preview_modes, principal_of_preview
from content.routing import route_below
from content.sections.reach import is_at_work, only_as_known, title_at_work
from content.telling import changes_what_is_read, state_of, tell_of
from page_cache.answers import shared

AUDIENCE_CHOICES = [
    ("", _("The same as the section above")),
    (PUBLIC, _("Everyone")),
    (STAFF, _("Council staff")),
    (PARTNER, _("Partner organisations")),
]

# What an alias has from its source.
FOLLOWED = ("audience", "organisations", "own_audience_keys")

# A page type with a review cycle of its own shows another in its place.
UPKEEP_PANEL = MultiFieldPanel(
    [
        FieldPanel(name)
        for name in ("content_owner", "owner_name", "owner_email", "review_by", "review_every")
    ],
    heading=_("Upkeep"),
)


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
    organisations = OrganisationsField(
        _("limited to these organisations"),
        help_text=_("With “Partner organisations”: none ticked means all of them."),
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
    owner_name = models.CharField(
        _("or somebody without an account"),
        max_length=120,
        blank=True,
        help_text=_("Their name or their team's."),
    )
    owner_email = models.EmailField(
        _("their email"), blank=True, help_text=_("Reminders to review go there.")
    )
    review_by = models.DateField(_("review by"), null=True, blank=True)
    review_every = models.PositiveSmallIntegerField(
        _("review every so many months"),
        null=True,
        blank=True,
        help_text=_("When it has been looked at, the next day is so much later."),
    )
    # To the second: a revision, in which it is kept too, knows no more. See ``with_content_json``.
    looked_over_at = models.DateTimeField(null=True, blank=True, editable=False)
    picture = models.ForeignKey(
        "content.GuildhallImage",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown where the page is listed and where it is shared."),
    )
    # What readers get is in this language, but for the places of it that still wait for a translator.
    text_language = models.CharField(max_length=20, default="", editable=False)
    untranslated = ArrayField(models.TextField(), default=list, blank=True, editable=False)
    is_machine_made = models.BooleanField(default=False, editable=False)

    is_creatable = False
    # Who may read a page is its audience, never a view restriction an editor sets beside it.
    private_page_options = ()

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("picture"),
        ChecksPanel(heading=_("To look at")),
        NotesPanel(heading=_("Private notes")),
    ]
    settings_panels = [
        MultiFieldPanel(
            [AudiencePanel(), FieldPanel("audience"), FieldPanel("organisations")],
            heading=_("Who may read it"),
        ),
        UPKEEP_PANEL,
        *Page.settings_panels,
    ]
    # Who may read a page is one decision for all its languages.
    override_translatable_fields = [
        SynchronizedField("audience", overridable=False),
        SynchronizedField("organisations", overridable=False),
        SynchronizedField("content_owner", overridable=False),
        SynchronizedField("owner_name", overridable=False),
        SynchronizedField("owner_email", overridable=False),
        SynchronizedField("review_by", overridable=False),
        SynchronizedField("review_every", overridable=False),
        SynchronizedField("looked_over_at", overridable=False),
        SynchronizedField("picture"),
    ]

    class Meta:
        indexes = [GinIndex(fields=["audience_keys"], name="contentpage_audience_keys")]
        constraints = [limit_needs_partners("page_limit_needs_partners")]

    def own_keys(self) -> Iterable[str]:
        """Whom this page alone admits, before the pages above it have their say."""
        return own_keys(self.audience, self.organisations)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and bring the audience keys and the other languages of this page up to date with it.

        A published translation is changed by publishing alone: wagtail-localize saves it once before it makes the
        revision of a draft, and that save is left out.
        """
        if kwargs.get("update_fields") is not None:
            self._save(*args, **kwargs)
            return
        before = published_translation(self)
        if before and self.live and before.live_revision_id == self.live_revision_id:
            return
        with transaction.atomic():
            lock_tree()
            if self.live:
                write_down(self)
            self._save(*args, **kwargs)
            follow(self)
            if before and not self.live:
                show_original_again(self)

    @property
    def title_language(self) -> str:
        """The language the title is in."""
        return language_of(self, "title")

    def get_admin_display_title(self) -> str:
        """What the admin calls the page to whoever is at work there: a draft's title is its editors'."""
        return title_at_work(self)

    def save_as_shown(self) -> None:
        """Save a page that shows the words of another: ``content.languages.trees`` has put them in it."""
        self._save(clean=False)

    def _save(self, *args: Any, **kwargs: Any) -> None:
        if not changes_what_is_read(kwargs.get("update_fields")):
            # A draft or a lock: nobody's keys follow from it, so the tree is not held up for it.
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            lock_tree()
            # An alias follows its source, whose change has a line of its own in the log.
            before, audience_before = (
                state_of(self.pk, type(self)),
                None if self.alias_of_id else chosen(self.pk),
            )
            self.own_audience_keys = list(self.own_keys())
            super().save(*args, **kwargs)
            rewrite_audience_keys(self.path)
            self.refresh_from_db(fields=["audience_keys", *(FOLLOWED if self.alias_of_id else ())])
            tell_of(self, before, state_of(self.pk, type(self)))
            note_change(self, audience_before)

    def with_content_json(self, content: dict[str, Any]) -> "ContentPage":
        """A revision as a page, with the keys the page holds now: a revision cannot bring old ones back. Nor can a draft
        begun before somebody looked the page over bring back the day by which they were to."""
        page = super().with_content_json(content)
        if page.looked_over_at != self.looked_over_at:
            page.looked_over_at, page.review_by = self.looked_over_at, self.review_by
        page.own_audience_keys = self.own_audience_keys
        page.audience_keys = self.audience_keys
        # As with the keys: what readers have now, until ``save`` writes down anew what they get.
        for name in FIELDS:
            setattr(page, name, getattr(self, name))
        return page

    def route(self, request: GuildhallRequest, path_components: list[str]) -> Any:
        """Find the page below in one query, however deep it lies."""
        if not path_components:
            if is_at_work(request):
                only_as_known(request, self)
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
        remember_page(request, self)
        response = super().serve(request, *args, **kwargs)
        # HostMiddleware overrules this for staff, partners and anybody signed in.
        return shared(response)

    def get_view_restrictions(self) -> Any:
        """Wagtail's own lock, on the roots of what is not for everybody. It is not asked for on what is: its audience
        says so, and every reader would pay for the question."""
        return (
            PageViewRestriction.objects.none()
            if PUBLIC in self.audience_keys
            else super().get_view_restrictions()
        )

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """One for any reader of the site; one for each organisation where only some may read the page."""
        return preview_modes(keys_in_hand(self))

    def serve_preview(self, request: GuildhallRequest, mode_name: str | None) -> HttpResponse:
        """The page as a reader of that mode gets it: what it shows of others is cut to what they may read."""
        mode = self.default_preview_mode if mode_name is None else mode_name
        request.principal = principal_of_preview(request.host_audience, mode)
        return super().serve_preview(request, mode)

    def clean(self) -> None:
        """A page at the top of the tree has to say who may read it; only what is for partners is limited to some.

        Raises:
            ValidationError: when it does not, or is not.
        """
        super().clean()
        check_limit(self.audience, self.organisations)
        if self.depth == 2 and not self.audience:
            raise ValidationError(
                {"audience": _("Choose who may read this site: there is no section above it.")}
            )
