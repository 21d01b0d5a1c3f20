"""Deleting an entry, with its photo."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from accounts.models import User
from workplace.models import Profile
from workplace.people import photos


@transaction.atomic
def erase_entry(user_id: int) -> None:
    """Delete the entry, its photo and who changed it. Nothing happens where there is none."""
    entry = Profile.objects.select_for_update(of=("self",)).filter(pk=user_id).first()
    if entry is None:
        return
    photo = entry.photo_id
    entry.delete()
    photos.delete(photo)


def erase_of_account(user: User) -> None:
    """An account is closed for good: its entry goes in the same transaction."""
    erase_entry(user.pk)


def erase_of_person(customers: list[UUID]) -> None:
    """A person asked to be forgotten: so goes what is left of their time here. Of somebody who works here it stays, as
    their account does."""
    left = User.objects.filter(customer__in=customers).exclude(is_active=True, is_staff=True)
    for user_id in left.filter(profile__isnull=False).values_list("pk", flat=True).distinct():
        erase_entry(user_id)


def delete_unnamed_photos(now: datetime) -> None:
    """Delete the photos that no entry has: of an account that was deleted with everything it had."""
    named = set(Profile.objects.filter(photo__isnull=False).values_list("photo_id", flat=True))
    for photo in photos.made_before(now - timedelta(hours=1)):
        if photo not in named:
            photos.delete(photo)
