"""The people directory of the intranet: a page, and an entry for everybody who works here."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from accounts.fields import EmailAddressField
from audiences.http import GuildhallRequest
from audiences.keys import STAFF
from audiences.selectors import may_read
from content.blocks.body import BodyBlock
from content.fields import BodyField
from content.models import ContentPage
from forms_engine.catalogue.models import Team


class Skill(models.Model):
    """Something a colleague can be asked for: a language, first aid, spreadsheets. Made by whoever names it first."""

    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("name"), name="one_skill_per_name")]

    def __str__(self) -> str:
        return self.name


class Profile(models.Model):
    """What the directory says of somebody who works here, beside their account's name and teams.

    Whoever has left stays listed for a while, with who has taken over, and is no longer found after it
    (``people.leavers``). An entry is hidden from all but those who keep the directory where being found is a danger.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="profile"
    )
    known_as = models.CharField(
        max_length=150, blank=True, help_text="The name they are called by, if it is another."
    )
    pronouns = models.CharField(max_length=40, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    team = models.ForeignKey(
        Team,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="profiles",
        help_text="The team they are of, where they are in several or in none that answers requests.",
    )
    manager = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="manages"
    )
    work_email = EmailAddressField(max_length=254, blank=True, help_text="Where it is not the account's.")
    phone = models.CharField(max_length=30, blank=True)
    mobile = models.CharField(
        max_length=30, blank=True, help_text="A mobile of the council's, not their own."
    )
    office = models.CharField(max_length=120, blank=True, help_text="Building and floor, or “at home”.")
    working_days = models.CharField(max_length=120, blank=True, help_text="Such as: Monday to Thursday.")
    about = models.TextField(max_length=600, blank=True)
    skills = models.ManyToManyField(Skill, blank=True, related_name="profiles")
    photo = models.ForeignKey(
        "content.GuildhallImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_hidden = models.BooleanField(default=False)
    left_on = models.DateField(null=True, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="When whom it is about last said that it is right."
    )

    class Meta:
        indexes = [models.Index(fields=["left_on"], name="profile_left", condition=Q(left_on__isnull=False))]
        constraints = [
            models.CheckConstraint(condition=~Q(manager=models.F("user")), name="profile_not_own_manager"),
            models.CheckConstraint(
                condition=~Q(taken_over_by=models.F("user")), name="profile_not_taken_over_by_oneself"
            ),
        ]

    def __str__(self) -> str:
        return str(self.user_id)

    @property
    def name(self) -> str:
        """The person's name, as their account has it."""
        return self.user.name

    @property
    def email(self) -> str:
        """Where they are written to at work."""
        return self.work_email or self.user.email or ""

    @property
    def has_left(self) -> bool:
        """Whether they are no longer active staff: their account says so, at once."""
        return not (self.user.is_active and self.user.is_staff)


class ProfileChange(models.Model):
    """Who changed whose entry, when, and which parts of it; never what they said before or after."""

    class What(models.TextChoices):
        CHANGED = "changed", "Changed"
        CONFIRMED = "confirmed", "Confirmed as right"
        HIDDEN = "hidden", "Hidden from colleagues"
        SHOWN = "shown", "Shown to colleagues again"
        TAKEN_OVER = "taken-over", "Said who has taken over"
        LEFT = "left", "Left"
        CAME_BACK = "came-back", "Came back"

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="changes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text="Nobody where the house itself saw to it.",
    )
    what = models.CharField(max_length=12, choices=What)
    fields = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["profile", "-at"], name="profile_change_newest")]

    def __str__(self) -> str:
        return f"{self.profile_id}: {self.what}"


class PeoplePage(ContentPage):
    """The people directory, on the intranet and nowhere else. What is looked for is sent by POST and kept in the session:
    a name in an address would stay in histories and logs."""

    template = "workplace/people/directory.html"
    body = BodyField(BodyBlock(), blank=True, help_text=_("What stands above the list."))

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("people directory")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Only on the intranet."""
        home = parent.specific
        return bool(super().can_create_at(parent)) and getattr(home, "audience", "") == STAFF

    def serve(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The list, or the way to what was searched for.

        Raises:
            Http404: on every other host.
        """
        from workplace.people.asked import keep_asked

        if request.principal.audience != STAFF or not may_read(request.principal, self):
            raise Http404
        return keep_asked(request) if request.method == "POST" else super().serve(request, *args, **kwargs)

    def get_context(self, request: GuildhallRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds ``listing``: who fits what is asked for, as far as the one asking may know of them."""
        from workplace.people.asked import read_asked
        from workplace.people.listing import listing

        asked = read_asked(request)
        return {
            **super().get_context(request, *args, **kwargs),
            "listing": listing(request.principal, asked),
        }
