"""News that changes people's day, shown above the pages of the sites it is for."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    TranslatableMixin,
    WorkflowMixin,
)
from wagtail_localize.fields import SynchronizedField, TranslatableField

from audiences.http import GuildhallRequest
from audiences.keys import PARTNER, PUBLIC
from content.models.alert_fields import SITES, SitesField
from content.organisations import OrganisationsField


class Alert(
    PreviewableMixin,
    WorkflowMixin,
    DraftStateMixin,
    LockableMixin,
    RevisionMixin,
    TranslatableMixin,
    models.Model,
):
    """An alert: what has happened, where it is shown, and from when to when.

    ``audience_keys`` are the sites it is shown on; a reader sees those of the site they are on. On the partner extranet
    it can be for the members of some ``organisations`` alone. Read alerts through ``content.alerts``, which decides which
    are shown together.
    """

    class Level(models.TextChoices):
        INFORMATION = "information", _("Information")
        WARNING = "warning", _("Warning")
        EMERGENCY = "emergency", _("Emergency: danger to people")
        MOURNING = "mourning", _("Mourning")

    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.INFORMATION)
    title = models.CharField(_("title"), max_length=80)
    text = models.CharField(_("text"), max_length=255, blank=True)
    page = models.ForeignKey(
        "content.ContentPage",
        verbose_name=_("page to read more on"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    url = models.URLField(_("or an address outside the site"), blank=True)
    audience_keys = SitesField(_("shown on"))
    organisations = OrganisationsField(
        _("on the partner extranet only for these organisations"),
        help_text=_("None ticked means all of them. Other sites show it to everybody there."),
    )
    section = models.ForeignKey(
        "content.ContentPage",
        verbose_name=_("only in this section"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The page you choose and everything below it. Everywhere, if you choose none."),
    )
    starts = models.DateTimeField(_("from"), null=True, blank=True, help_text=_("At once, if empty."))
    ends = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Until you take it down, if empty.")
    )
    dismissible = models.BooleanField(
        _("people may put it away"), default=False, help_text=_("Never possible with an emergency.")
    )

    # The texts are translated; everything else is one decision for all languages.
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("text"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "level",
                "page",
                "url",
                "audience_keys",
                "organisations",
                "section",
                "starts",
                "ends",
                "dismissible",
            )
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        indexes = [GinIndex(fields=["audience_keys"], name="alert_audience_keys")]
        constraints = [
            *getattr(TranslatableMixin.Meta, "constraints", []),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(ends=None) | Q(ends__gt=F("starts")),
                name="alert_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(level="emergency", dismissible=True), name="emergency_is_never_put_away"
            ),
            models.CheckConstraint(
                condition=Q(organisations=[]) | Q(audience_keys__contains=[PARTNER]),
                name="alert_limit_needs_partners",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Say in words what the constraints say.

        Raises:
            ValidationError: for an end before the start, an emergency that could be put away, organisations without the
                partner extranet, or two links.
        """
        super().clean()
        problems: dict[str, Any] = {}
        if self.starts and self.ends and self.ends <= self.starts:
            problems["ends"] = _("This is before it starts. Choose a later time.")
        if self.level == self.Level.EMERGENCY and self.dismissible:
            problems["dismissible"] = _(
                "Nobody can put an emergency away. Untick this, or choose another level."
            )
        if self.organisations and PARTNER not in self.audience_keys:
            problems["organisations"] = _("Tick “Partner extranet” above, or untick the organisations.")
        if self.page_id and self.url:
            problems["url"] = _("Choose a page or write an address, not both.")
        if problems:
            raise ValidationError(problems)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """One for each of the three sites."""
        return list(SITES)

    def make_preview_request(
        self, original_request: Any = None, preview_mode: str | None = None, extra_request_attrs: Any = None
    ) -> HttpResponse:
        """Preview on the host of the site that the mode names, so that everything round the alert is that site's."""
        self._previewed_on = preview_mode or PUBLIC
        return super().make_preview_request(original_request, preview_mode, extra_request_attrs)

    def _get_dummy_header_url(self, original_request: Any = None) -> str:
        # Wagtail asks an alert, which has no address of its own, where its preview is; there is no public name for it.
        return settings.ENVIRONMENT.origin(self._previewed_on) + "/"

    def serve_preview(self, request: GuildhallRequest, mode_name: str) -> HttpResponse:
        """The alert above an otherwise empty page of that site, whatever its times."""
        return TemplateResponse(request, "content/alert_preview.html", {"previewed": self})
