"""Whose requests and contacts they are, and which of two customers turned out to be one person."""

import uuid

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Right, Upper

# What tells a phone number whichever way it was written: 07700 900123, +44 7700 900123 and 0044 (0)7700 900123 end alike.
LAST_DIGITS = 10


def last_digits_of(field: str) -> Right:
    """The digits by which a phone number in that column is found."""
    return Right(Func(F(field), Value(r"\D"), Value(""), Value("g"), function="regexp_replace"), LAST_DIGITS)


PHONE_DIGITS = last_digits_of("mobile")
LANDLINE_DIGITS = last_digits_of("phone")


class Customer(models.Model):
    """Whose request it is. May have an account, an email address, a phone number, or none of them.

    Two customers who turn out to be one person are *merged*: ``merged_into`` names the one that stands for both, and
    nothing is moved, so that the merge can be undone exactly, and whoever holds an account sees no more than before.
    ``merged_into`` is never itself merged: a database constraint trigger holds that.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="customer"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    mobile = models.CharField(max_length=30, blank=True)
    phone = models.CharField(max_length=30, blank=True, help_text="Another number, such as a landline.")
    language = models.CharField(
        max_length=10,
        blank=True,
        help_text="Which they would rather be spoken and written to in, where known.",
    )
    needs = models.TextField(
        blank=True, help_text="What they need to be able to deal with the council, in their own words."
    )
    access_needs = models.JSONField(
        default=list,
        blank=True,
        db_default=Value([], output_field=models.JSONField()),
        help_text="What they need, as codes of ``customers.access_needs``: large print, BSL, an interpreter, relay.",
    )
    interpreter_language = models.CharField(
        max_length=60,
        blank=True,
        default="",
        db_default="",
        help_text="Which, where they need an interpreter.",
    )
    contact_by = models.CharField(
        max_length=10,
        blank=True,
        default="",
        db_default="",
        choices=[("email", "Email"), ("sms", "Text message"), ("post", "Letter")],
        help_text="How they would rather hear from us; empty where they have not said.",
    )
    declines = models.JSONField(
        default=list,
        blank=True,
        db_default=Value([], output_field=models.JSONField()),
        help_text="The kinds of messages they do not want (``customers.preferences``). What has to be said is said.",
    )
    location = models.ForeignKey(
        "locations.Location",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Where they live, as they said.",
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_here"
    )
    is_practice = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="customer_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
            ),
        ]
        indexes = [
            models.Index(Upper("email"), name="customer_email", condition=~Q(email="")),
            models.Index(PHONE_DIGITS, name="customer_mobile_digits", condition=~Q(mobile="")),
            models.Index(LANDLINE_DIGITS, name="customer_phone_digits", condition=~Q(phone="")),
            GinIndex(SearchVector("name", config="simple"), name="customer_name_words"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CustomerMerge(models.Model):
    """That two customers were found to be one person: who said so, why, and what was moved, so that it can be undone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="merges")
    followed = models.JSONField(
        default=list,
        help_text="The ids of customers that were merged into the merged one and point to the kept one since.",
    )
    why = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merged"], condition=Q(undone_at__isnull=True), name="one_standing_merge_per_customer"
            ),
            models.CheckConstraint(
                name="customer_merge_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merged_id} into {self.kept_id}"


class CustomerChange(models.Model):
    """That an officer wrote a customer down, or changed what is known of them. Append-only: a trigger refuses changes and
    deletions."""

    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="changes")
    made = models.BooleanField(default=False, help_text="Written down for the first time, by an officer.")
    changed = models.JSONField(
        default=dict, blank=True, help_text="What was there before and after, by the name of the detail."
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["customer"], condition=Q(made=True), name="customer_made_once"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.at}"
