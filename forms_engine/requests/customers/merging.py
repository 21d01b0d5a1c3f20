"""Two customers are one person: merging them, and taking that back.

Nothing is moved. Of the two groups one's head stands for both from now on: the other head, and whoever it stood for, names
it (``merged_into``). Merges that stand make a forest: each joins two heads of their time, and undoing one parts its branch
again, with whatever was merged into it before and still is. So merges can be undone in any order, and leave what they
found.

An officer may merge whom they may know of, and needs to see nothing else of them: what somebody else may see of either
stays as it was, whoever they are merged with.

Locks: the heads' rows, in the order of their ids. Whoever changes a group holds its head.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.requests.customers.groups import group_of, head_id
from forms_engine.requests.customers.selectors import customers_for
from forms_engine.requests.models import Customer, CustomerMerge
from forms_engine.requests.selectors import is_officer

LONGEST_WHY = 500


class MergeRefused(ValueError):
    """These two cannot be merged, or parted; the message says why."""


@transaction.atomic
def merge(principal: Principal, kept_id: UUID, merged_id: UUID, why: str) -> CustomerMerge:
    """Say that two customers are one person. The first stands for both, or whoever stands for the first already. The same
    click again merges nothing a second time.

    Raises:
        MergeRefused: for a customer whom the principal may not know of, themselves, two who are one already, two with an
            account each, practice with somebody who is not; and without a reason.
    """
    user, why = principal.user, why.replace("\x00", "").strip()
    known = {one.pk: one for one in customers_for(principal).filter(pk__in=[kept_id, merged_id])}
    if user is None or kept_id not in known or merged_id not in known:
        raise MergeRefused("There is no such customer. Find them again.")
    if kept_id == merged_id:
        raise MergeRefused("This is the same customer twice. Choose another one.")
    if not why:
        raise MergeRefused("Say how you know that they are one person.")
    if len(why) > LONGEST_WHY:
        raise MergeRefused(f"Write {LONGEST_WHY} letters at most.")
    kept, merged = _lock_heads(kept_id, merged_id)
    if kept.pk == merged.pk:
        standing = _standing(Q(merged__in=[kept_id, merged_id], by=user)).order_by("-at").first()
        if standing is not None:
            return standing
        raise MergeRefused("These two are merged already.")
    if kept.is_practice != merged.is_practice:
        raise MergeRefused("One of them was made up for practice. They cannot be one person.")
    if _has_account(kept) and _has_account(merged):
        raise MergeRefused("Each of them has an account. They cannot be merged.")
    followed = list(Customer.objects.filter(merged_into=merged).order_by("pk").values_list("pk", flat=True))
    Customer.objects.filter(Q(pk=merged.pk) | Q(pk__in=followed)).update(merged_into=kept)
    return CustomerMerge.objects.create(
        kept=kept, merged=merged, followed=[str(pk) for pk in followed], why=why, by=user
    )


@transaction.atomic
def undo_merge(principal: Principal, merge_id: UUID) -> CustomerMerge:
    """Take a merge back: whoever was merged stands alone again, with those who were merged with them before. Done again
    it changes nothing.

    Raises:
        MergeRefused: for a merge that the principal may not know of.
    """
    found = merges_for(principal).filter(pk=merge_id).first()
    if found is None:
        raise MergeRefused("There is no such merge.")
    _lock_heads(found.merged_id, found.kept_id)
    found = CustomerMerge.objects.select_for_update(of=("self",)).get(pk=merge_id)
    if found.undone_at is not None:
        return found
    branch = _branch_of(found.merged_id)
    Customer.objects.filter(pk=found.merged_id).update(merged_into=None)
    Customer.objects.filter(pk__in=branch).update(merged_into=found.merged_id)
    found.undone_by, found.undone_at = principal.user, timezone.now()
    found.save(update_fields=["undone_by", "undone_at"])
    return found


def merges_for(principal: Principal) -> QuerySet[CustomerMerge]:
    """The merges that this principal may know of, the newest first: those of two whom they may both know of, and their
    own."""
    if not is_officer(principal):
        return CustomerMerge.objects.none()
    known = customers_for(principal)
    both = Q(Exists(known.filter(pk=OuterRef("kept"))), Exists(known.filter(pk=OuterRef("merged"))))
    seen = CustomerMerge.objects.filter(both | Q(by=principal.user))
    return seen.select_related("kept", "merged", "by").order_by("-at", "id")


def merges_of(principal: Principal, customer: Customer) -> QuerySet[CustomerMerge]:
    """Those about a customer's group, undone ones too. The caller has found the customer through a selector."""
    group = group_of(customer).values("pk")
    return merges_for(principal).filter(Q(kept__in=group) | Q(merged__in=group) | Q(merged=customer))


def _lock_heads(*ids: UUID) -> tuple[Customer, Customer]:
    """The heads of two customers' groups, locked; the one twice where they are in one group. Somebody else may have merged
    them while this waited: then it looks again."""
    while True:
        named = Customer.objects.in_bulk(ids)
        heads = [head_id(named[one]) for one in ids]
        rows = Customer.objects.select_for_update(of=("self",)).filter(pk__in=heads).order_by("pk")
        locked = {row.pk: row for row in rows}
        again = Customer.objects.in_bulk(ids)
        if [head_id(again[one]) for one in ids] == heads:
            return locked[heads[0]], locked[heads[1]]


def _has_account(head: Customer) -> bool:
    return group_of(head).filter(user__isnull=False).exists()


def _standing(of: Q) -> QuerySet[CustomerMerge]:
    return CustomerMerge.objects.filter(of, undone_at=None)


def _branch_of(customer_id: UUID) -> set[UUID]:
    """Everybody who stands below a customer in the forest of standing merges."""
    below: set[UUID] = set()
    found = {customer_id}
    while found:
        found = set(_standing(Q(kept__in=found)).values_list("merged_id", flat=True)) - below
        below |= found
    return below
