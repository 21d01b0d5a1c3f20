"""Those who left: when that is written down, who has taken over, and when nothing is kept of them any more."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from audiences.principal import Principal
from content.reviews.months import months_after
from workplace.models import Profile, ProfileChange
from workplace.people.erasing import delete_unnamed_photos, erase_entry
from workplace.people.selectors import WORKS_HERE, among

MONTHS_KEPT = 12  # after somebody left: their entry and photo are deleted then

# From each leaver to who took over; where that one left too, on to who took over from them.
TAKEN_OVER = """
with recursive taken(leaver, user_id, step) as (
    select user_id, taken_over_by_id, 1 from workplace_profile
    where user_id = any(%s) and taken_over_by_id is not null
    union all
    select taken.leaver, next.taken_over_by_id, step + 1
    from taken
    join workplace_profile next on next.user_id = taken.user_id
    join accounts_user account on account.id = taken.user_id
    where next.taken_over_by_id is not null and not (account.is_active and account.is_staff) and step < 20
)
select leaver, user_id from taken order by step
"""


def who_took_over(principal: Principal, leavers: Iterable[Profile]) -> dict[int, Profile]:
    """Who sees to what each of these leavers did, by the leaver's id, as far as the principal may see them. Two queries,
    however many, and none for nobody."""
    wanted = [one.pk for one in leavers if one.taken_over_by_id]
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(TAKEN_OVER, [wanted])
        last = dict(cursor.fetchall())
    there = among(principal, last.values())
    return {leaver: there[user] for leaver, user in last.items() if user in there}


def see_to_leavers(today: date | None = None) -> None:
    """Make entries for those who began, write down who left and who came back, and delete what is left of those who left a
    year ago. Again and again: what a day missed, the next makes up for."""
    today = today or timezone.localdate()
    begun = User.objects.filter(is_active=True, is_staff=True, is_break_glass=False, profile=None)
    Profile.objects.bulk_create([Profile(user=user) for user in begun], ignore_conflicts=True)
    _write_down(~WORKS_HERE, today)
    _write_down(WORKS_HERE, None)
    for entry in Profile.objects.filter(~WORKS_HERE, left_on__lte=months_after(today, -MONTHS_KEPT)):
        erase_entry(entry.pk)
    delete_unnamed_photos(timezone.now())


@transaction.atomic
def _write_down(whose: Q, day: date | None) -> None:
    entries = Profile.objects.select_for_update(of=("self",)).select_related("user")
    found = list(entries.filter(whose, left_on__isnull=day is not None).order_by("pk"))
    what = ProfileChange.What.CAME_BACK if day is None else ProfileChange.What.LEFT
    Profile.objects.filter(pk__in=[one.pk for one in found]).update(
        left_on=day, **({"taken_over_by": None} if day is None else {})
    )
    ProfileChange.objects.bulk_create([ProfileChange(profile=one, what=what) for one in found])
