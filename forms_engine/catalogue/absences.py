"""When somebody is away, and who sees to their work meanwhile. Why they are away is nobody's business and not kept."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


class Absence(models.Model):
    """A person's days away, in the council's own days, the first and the last included."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    starts = models.DateField("first day away")
    ends = models.DateField("last day away")
    covered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who sees to their work. Covering gives nobody a right to see more than they do.",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts", "pk"]
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_starts", condition=Q(ends__gte=F("starts"))),
            models.CheckConstraint(
                name="nobody_covers_for_themselves",
                condition=Q(covered_by__isnull=True) | ~Q(covered_by=F("user")),
            ),
            # A range of the one id is equal to another where they meet: no extension is needed for that.
            ExclusionConstraint(
                name="one_absence_of_a_person_at_a_time",
                expressions=[
                    (Func("user", "user", Value("[]"), function="int8range"), RangeOperators.OVERLAPS),
                    (Func("starts", "ends", Value("[]"), function="daterange"), RangeOperators.OVERLAPS),
                ],
                violation_error_message="This person is away on some of these days already.",
            ),
        ]
        indexes = [models.Index(fields=["ends", "starts"], name="absence_days")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.starts} to {self.ends}"
