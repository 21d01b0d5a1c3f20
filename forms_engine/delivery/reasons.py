"""Why something could not be delivered, and what to do about it, for somebody who does not read status codes."""

from dataclasses import dataclass
from enum import Enum

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from forms_engine.delivery.models import Attempt, Delivery
from forms_engine.delivery.outcome import Fault
from forms_engine.delivery.still_allowed import NOT_ANY_MORE

CREDENTIALS = (401, 403, 407)
TOO_LARGE = 413
INSIDE = "Failed inside Guildhall"  # as ``sending`` writes it


class Why(Enum):
    """The kinds of reasons, as the list of them can be cut by."""

    WORDS = "words"
    REFUSED = "refused"
    CREDENTIALS = "credentials"
    ADDRESS = "address"
    AWAY = "away"
    NOT_ALLOWED = "not-allowed"
    INSIDE = "inside"
    SILENT = "silent"

    @property
    def label(self) -> str:
        """In a few words, for the list of choices."""
        return LABELS[self]


LABELS = {
    Why.WORDS: "Cannot be put into their words",
    Why.REFUSED: "They refused it",
    Why.CREDENTIALS: "They did not let us in",
    Why.ADDRESS: "The address is wrong",
    Why.AWAY: "They could not be reached",
    Why.NOT_ALLOWED: "They may not have it any more",
    Why.INSIDE: "It failed inside Guildhall",
    Why.SILENT: "They have not said that it arrived",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """What went wrong, in a sentence, and what a person can do."""

    why: Why
    what: str
    advice: str


def with_why(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Deliveries with ``why``, the value of a ``Why``, by what came of the last try."""
    last = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-number")
    rows = deliveries.annotate(
        last_fault=Coalesce(Subquery(last.values("fault")[:1]), Value("")),
        last_status=Subquery(last.values("status_code")[:1]),
    )
    return rows.annotate(
        why=Case(
            When(state=Delivery.State.DELIVERED, then=Value(Why.SILENT.value)),
            When(sha256="", then=Value(Why.WORDS.value)),
            When(last_error=NOT_ANY_MORE, then=Value(Why.NOT_ALLOWED.value)),
            When(last_error__startswith=INSIDE, then=Value(Why.INSIDE.value)),
            When(last_fault=Fault.THIS_ONE.value, then=Value(Why.REFUSED.value)),
            When(
                Q(last_fault=Fault.SETTING.value, last_status__in=CREDENTIALS),
                then=Value(Why.CREDENTIALS.value),
            ),
            When(last_fault=Fault.SETTING.value, then=Value(Why.ADDRESS.value)),
            default=Value(Why.AWAY.value),
            output_field=CharField(),
        )
    )


def reason_of(delivery: Delivery) -> Reason:
    """The reason of a delivery from ``with_why``, with its destination, in words."""
    why = Why(delivery.why)  # type: ignore[attr-defined]
    status: int | None = delivery.last_status  # type: ignore[attr-defined]
    them = delivery.destination.name
    return Reason(why, _what(why, status, them, delivery), ADVICE[why])


ADVICE = {
    Why.WORDS: "Have the mapping of this destination mended, then send it again: it is put into words anew. Or send it "
    "to another destination.",
    Why.REFUSED: "They will refuse it again as it is. Ask them what they do not take, and give it to them another way: "
    "send it to another destination, or mark it as seen to once they have it.",
    Why.CREDENTIALS: "Ask whoever runs their system for valid credentials, have the operator put them in, then send it "
    "again.",
    Why.ADDRESS: "Ask whoever runs their system for the right address, have an administrator change it, then send it "
    "again.",
    Why.AWAY: "Ring whoever runs their system. Once it answers, send everything again: each arrives once.",
    Why.NOT_ALLOWED: "Send it to a destination that may have personal data, or mark it as seen to. If they should have it "
    "after all, an administrator can allow the destination personal data; then send it again.",
    Why.INSIDE: "Tell whoever looks after Guildhall. Ask them whether they have it: if so, mark it as seen to; if not, "
    "send it again: it goes under the same number, so they can tell.",
    Why.SILENT: "Ask them whether they have it. If they do, say so here; if not, send it again: it goes under the same "
    "number, so they can tell.",
}


def _what(why: Why, status: int | None, them: str, delivery: Delivery) -> str:
    code = f" (answer {status})" if status else ""
    if why is Why.WORDS:
        return f"It could not be put into the words that {them} takes. {delivery.last_error}"
    if why is Why.REFUSED:
        if status == TOO_LARGE:
            return f"It is larger than {them} takes{code}."
        return f"{them} looked at it and refused it{code}. {'' if status else delivery.last_error}".strip()
    if why is Why.CREDENTIALS:
        return f"{them} did not accept who we say we are{code}."
    if why is Why.ADDRESS:
        if status is not None and 300 <= status < 400:
            return f"{them} has moved: it points to another address, and we follow none{code}."
        if status:
            return f"Nothing takes our deliveries at the address that we have for {them}{code}."
        return f"The settings of {them} will not do. {delivery.last_error}"
    if why is Why.NOT_ALLOWED:
        return f"It may hold personal data, and {them} may not be sent any since that was changed."
    if why is Why.INSIDE:
        return f"Sending it to {them} went wrong on our side. {delivery.last_error}"
    if why is Why.SILENT:
        hours = delivery.destination.acknowledges_within_hours
        return (
            f"{them} took it, but has not said within {hours} hour{'' if hours == 1 else 's'} that it has it."
        )
    if status == 429:
        return f"{them} was too busy for it, for three days{code}."
    if status and status >= 500:
        return f"{them} had a failure of its own at every try, for three days{code}."
    if status:
        return f"{them} did not take it at any try, for three days{code}."
    return f"{them} could not be reached, for three days."
