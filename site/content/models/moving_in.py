"""An old site that is being moved in: the list its addresses came from, what became of each, what was not carried, and how
often old addresses are still asked for."""

import uuid

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def private_storage() -> Storage:
    """The storage that no URL leads to."""
    return storages["private"]


def random_name(move: "Move", name: str) -> str:
    """A path that says nothing of what is in it."""
    return f"moving-in/{uuid.uuid4().hex}"


class Move(models.Model):
    """One list of old addresses on its way: read and checked first, made into drafts when somebody says so."""

    class State(models.TextChoices):
        """Where it stands."""

        READING = "reading", _("Being checked")
        CHECKED = "checked", _("Checked")
        MOVING = "moving", _("Moving in")
        DONE = "done", _("Moved in")
        FAILED = "failed", _("Stopped")
        TAKEN_BACK = "taken-back", _("Taken back")

    name = models.CharField(_("name"), max_length=120)
    audience = models.CharField(max_length=10, help_text="Of the site that the drafts are for.")
    under = models.ForeignKey(
        "content.ContentPage", on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("below")
    )
    host = models.CharField(_("old site"), max_length=255, blank=True, help_text="Without www.")
    rules = models.JSONField(default=list, blank=True)
    unread_columns = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    why_not = models.TextField(blank=True, help_text="Why it stopped, in words for an editor.")
    digest = models.CharField(
        max_length=64, help_text="Of the file and what was chosen for it: the same again goes on."
    )
    file = models.FileField(storage=private_storage, upload_to=random_name, max_length=200, blank=True)
    saved_pages = models.FileField(storage=private_storage, upload_to=random_name, max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    went_at = models.DateTimeField(null=True, blank=True, help_text="When somebody said: go.")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(ended_at__isnull=False), name="move_done_says_when"
            )
        ]

    def __str__(self) -> str:
        return self.name


class MoveRow(models.Model):
    """One line of the list: what was read, what is to become of it, and what became of it."""

    class Plan(models.TextChoices):
        """What the check makes of it."""

        CARRY = "carry", _("Becomes a draft")
        REDIRECT = "redirect", _("Leads on")
        LEAVE = "leave", _("Is not carried")

    class Outcome(models.TextChoices):
        """What became of it: one of three, once the move is done."""

        WAITING = "waiting", _("Waiting")
        CARRIED = "carried", _("Carried")
        REDIRECTED = "redirected", _("Redirected")
        NOT_CARRIED = "not-carried", _("Not carried")

    move = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField(help_text="Which one it is in the file, from 1.")
    line = models.PositiveIntegerField(help_text="The line of the file on which it begins.")
    address = models.CharField(max_length=2000, blank=True)
    key = models.CharField(max_length=500, blank=True, help_text="What the address is known by.")
    depth = models.PositiveSmallIntegerField(default=0)
    plan = models.CharField(max_length=10, choices=Plan)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.WAITING)
    why = models.CharField(max_length=300, blank=True)
    warnings = models.JSONField(default=list, blank=True)
    draft = models.JSONField(
        default=dict, blank=True, help_text="What the page is made of; empty once it is there."
    )
    text_digest = models.CharField(max_length=32, blank=True)
    leads_to = models.CharField(max_length=2000, blank=True, help_text="An address, old or elsewhere.")
    title = models.CharField(max_length=255, blank=True)
    page = models.ForeignKey(
        "content.ContentPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revision_id = models.BigIntegerField(
        null=True, blank=True, help_text="The draft as it was made: one with another was edited."
    )
    before = models.BooleanField(default=False, help_text="Was brought in by an earlier list.")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["move", "number"], name="move_row_once"),
            models.CheckConstraint(
                condition=~Q(outcome="not-carried") | ~Q(why=""), name="move_row_not_carried_says_why"
            ),
        ]
        indexes = [
            models.Index(fields=["move", "key"], name="move_row_key"),
            models.Index(fields=["move", "text_digest"], name="move_row_text"),
            models.Index(
                fields=["move", "plan", "depth", "number"],
                name="move_row_waiting",
                condition=Q(outcome="waiting"),
            ),
        ]

    def __str__(self) -> str:
        return self.address


class NotCarried(models.Model):
    """Something of the old site that is not here: a whole page, or a picture, file, form or the like of one."""

    class What(models.TextChoices):
        """What it is."""

        PAGE = "page", _("Page")
        FILE = "file", _("File")
        PICTURE = "picture", _("Picture")
        EMBEDDED = "embedded", _("Embedded")
        FORM = "form", _("Form")
        SCRIPT = "script", _("Script")
        STYLE = "style", _("Style")
        TABLE = "table", _("Table")
        BOX = "box", _("Box")
        LINK = "link", _("Link")
        ADDRESS = "address", _("Address")

    move = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="not_carried")
    row = models.ForeignKey(MoveRow, on_delete=models.CASCADE, related_name="not_carried")
    what = models.CharField(max_length=10, choices=What)
    address = models.CharField(max_length=2000, blank=True)
    words = models.CharField(max_length=300, blank=True)
    why = models.CharField(max_length=300)
    to_do = models.CharField(max_length=300)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["row__number", "pk"]

    def __str__(self) -> str:
        return f"{self.what}: {self.address or self.words}"


class OldAddress(models.Model):
    """An address of an old site, once for each of our sites: what it became, whichever list brought it."""

    audience = models.CharField(max_length=10)
    key = models.CharField(max_length=500)
    address = models.CharField(max_length=2000)
    move = models.ForeignKey(Move, on_delete=models.CASCADE, related_name="old_addresses")
    page = models.ForeignKey(
        "content.ContentPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    carried = models.BooleanField(
        default=False, help_text="A page was made of it, though it may be gone since."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["audience", "key"], name="old_address_once")]

    def __str__(self) -> str:
        return self.key


class OldAddressAsked(models.Model):
    """How often an old address was asked for on a day: nothing of who asked, and nothing but the address as the list has it."""

    address = models.ForeignKey(OldAddress, on_delete=models.CASCADE, related_name="asked")
    day = models.DateField()
    led_on = models.PositiveIntegerField(default=0)
    nowhere = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["address", "day"], name="old_address_once_a_day")]
        indexes = [models.Index(fields=["day"], name="old_address_day")]

    def __str__(self) -> str:
        return f"{self.address_id}: {self.day}"
