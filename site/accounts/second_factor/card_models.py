"""A printed card of codes: the second factor of whoever has no phone of their own and shares a computer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

CODES = 30


class CodeCard(models.Model):
    """Somebody's card. ``asked`` is the number of the code that is asked for next, the same one until it was given: whoever
    has read some of a card cannot shop for the number that they know."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="code_card")
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now)
    asked = models.PositiveSmallIntegerField(help_text="0 when every code has been used.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(asked__lte=CODES), name="code_card_asks_for_one_of_its_codes"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def left(self) -> int:
        """How many of its codes have not been used."""
        return self.codes.filter(used_at=None).count()


class CardCode(models.Model):
    """One code of a card: a digest, and when it was used."""

    card = models.ForeignKey(CodeCard, on_delete=models.CASCADE, related_name="codes")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["card", "number"], name="one_code_of_a_number_on_a_card"),
        ]

    def __str__(self) -> str:
        return f"{self.card_id} #{self.number}"
