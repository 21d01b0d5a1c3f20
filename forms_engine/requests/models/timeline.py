"""Everything that happened to a request."""

from django.conf import settings
from django.db import models

from forms_engine.requests.models.request import Request
from forms_engine.requests.states import RequestState


class TimelineEntry(models.Model):
    """One thing that happened. Append-only: a trigger refuses changes and deletions."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", "Sent"
        PAID = "paid", "Paid"
        STATE = "state", "State changed"
        QUEUED = "queued", "Placed in a queue"
        HANDED_ON = "handed-on", "Handed on to another team"
        REROUTED = "re-routed", "Routing rules applied again"
        RELEASED = "released", "Checked and received"
        FILE_DELETED = "file-deleted", "File deleted: it contained a virus"
        FROM_CUSTOMER = "from-customer", "Message from the customer"
        TO_CUSTOMER = "to-customer", "Message to the customer"
        NOTE = "note", "Note"
        OPENED = "opened", "First opened"
        STAGE = "stage", "Next stage begun"
        DUE_SOON = "due-soon", "Due soon"
        OVERDUE = "overdue", "Overdue"
        URGENT = "urgent", "Nobody had seen it in time"
        RING_US = "ring-us", "The customer was told to ring"
        PAY_REMINDER = "pay-reminder", "Reminded to pay"
        UNPAID = "unpaid", "Cancelled: not paid in time"
        SAID = "said", "Message from the back office"
        SAID_LATE = "said-late", "Message from the back office, which reached us late"
        LETTER = "letter", "Letter"
        BEGUN_OUTSIDE = "begun-outside", "Begun in another system"
        CLAIMED = "claimed", "Added to an account"
        BOOKED = "booked", "Appointment confirmed"
        BOOKING_MOVED = "booking-moved", "Appointment moved"
        BOOKING_AGREED = "booking-agreed", "Appointment agreed to"
        BOOKING_REFUSED = "booking-refused", "Appointment not agreed to"
        BOOKING_CANCELLED = "booking-cancelled", "Appointment cancelled"
        BOOKING_REMINDER = "booking-reminder", "Reminded of the appointment"
        ATTENDED = "attended", "Came to the appointment"
        NO_SHOW = "no-show", "Did not come to the appointment"
        NO_PLACE = "no-place", "Paid, but the time was gone"
        REFUNDED = "refunded", "Paid back"
        TAKEN = "taken", "Taken"
        GIVEN = "given", "Given to somebody"
        PUT_BACK = "put-back", "Put back"
        ASKED = "asked", "The customer was asked for something"
        CONTACT = "contact", "Spoken with"
        SPLIT = "split", "Split"
        FILE_ADDED = "file-added", "File added"
        GLASS = "glass", "Opened by somebody it is not shown to"
        THRESHOLD = "threshold", "Decided against the threshold"
        LINK_SENT = "link-sent", "Payment link sent"
        CASEWORK = "casework", "Casework of a councillor"
        CORRECTED = "corrected", "Corrected by the customer"
        UNREACHABLE = "unreachable", "A message came back"
        REACHED = "reached", "How to reach the customer was seen to"
        LETTER_UNREAD = "letter-unread", "A letter was not read"
        LETTER_POSTED = "letter-posted", "A letter was posted"
        HOLD = "hold", "Legal hold"
        HOLD_LIFTED = "hold-lifted", "Legal hold lifted"

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="timeline")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=RequestState, help_text="The request's state after it.")
    message = models.TextField(blank=True)
    shown_to_customer = models.BooleanField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.ForeignKey(
        "requests.Outcome",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What came of the request, where an officer said so with it.",
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "timeline entries"
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["request", "number"], name="one_timeline_entry_per_number"),
        ]
        indexes = [
            # For the measures: few of the many entries are these.
            models.Index(fields=["at"], name="timeline_handed_on", condition=models.Q(kind="handed-on")),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} #{self.number}"
