"""Reading payments. Whose charge somebody may see is its owner's rule: the owner asks here by its own id."""

from datetime import datetime

from django.db.models import QuerySet

from payments.models import Charge, PaymentAttempt
from payments.return_tokens import hash_of


def charge_of(owner_type: str, owner_id: str) -> Charge | None:
    """The owner's charge with its lines, or None when nothing was charged."""
    return Charge.objects.prefetch_related("lines").filter(owner_type=owner_type, owner_id=owner_id).first()


def charge_id_of(owner_type: str, owner_id: str) -> int | None:
    """The id of the owner's charge, or None when nothing was charged."""
    return (
        Charge.objects.filter(owner_type=owner_type, owner_id=owner_id).values_list("pk", flat=True).first()
    )


def charges_needing_attention() -> QuerySet[Charge]:
    """Charges a person in finance has to look at, oldest first. For finance roles and the operations page."""
    return Charge.objects.exclude(needs_attention=[]).order_by("created_at")


def attempt_by_return_token(token: str) -> PaymentAttempt | None:
    """The attempt whose payer holds this token; the token is the permission."""
    return PaymentAttempt.objects.select_related("charge").filter(return_token_hash=hash_of(token)).first()


def attempts_to_check(now: datetime) -> QuerySet[PaymentAttempt]:
    """Attempts without an end that are due for a question to Stripe, longest due first."""
    return PaymentAttempt.objects.filter(next_check_at__lte=now).order_by("next_check_at")
