"""The people directory of the intranet: a page, and an entry for everybody who works here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from accounts.fields import EmailAddressField
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


class PeoplePage(ContentPage):
    """The people directory, on the intranet."""

    body = BodyField(BodyBlock(), blank=True, help_text=_("What stands above the list."))

    parent_page_types = ["content.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    content_panels = [*ContentPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("people directory")
