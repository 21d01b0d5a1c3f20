"""Who is away and who covers: the verbs. Reading is in ``selectors``."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from audiences.principal import Principal
from forms_engine.catalogue.models import Absence
from forms_engine.catalogue.selectors import people_to_cover_for, people_to_enter_for


class NotYours(PermissionError):
    """This person's absences are not the principal's to enter."""


def may_enter_for(principal: Principal, person: User) -> bool:
    """Whether the principal may say when this person is away: themselves, the people of the teams they lead, and for
    administrators everybody."""
    return people_to_enter_for(principal).filter(pk=person.pk).exists()


def enter_absence(
    principal: Principal, person: User, *, starts: date, ends: date, covered_by: User | None
) -> Absence:
    """Write down that somebody is away.

    Raises:
        NotYours: when that is not this principal's to say.
        ValidationError: naming the field that will not do, such as days that meet another absence.
    """
    if not may_enter_for(principal, person):
        raise NotYours("You may not say when this person is away.")
    absence = Absence(user=person, starts=starts, ends=ends, covered_by=covered_by, entered_by=principal.user)
    if ends < starts:
        raise ValidationError({"ends": "The last day away has to be the first day away or later."})
    if covered_by == person:
        raise ValidationError({"covered_by": "Choose somebody else to cover."})
    if covered_by is not None and not people_to_cover_for(person).filter(pk=covered_by.pk).exists():
        words = "Choose somebody in one of the same teams: nobody else could see the requests."
        raise ValidationError({"covered_by": words})
    try:
        with transaction.atomic():
            absence.save(force_insert=True)
    except IntegrityError as error:
        if "one_absence_of_a_person_at_a_time" not in str(error):
            raise
        words = "Some of these days are in another absence already: remove that one first."
        raise ValidationError({"starts": words}) from error
    return absence


def remove_absence(principal: Principal, absence_id: int) -> bool:
    """Take an absence back. Answers whether there was one.

    Raises:
        NotYours: when it is not this principal's to take back.
    """
    absence = Absence.objects.select_related("user").filter(pk=absence_id).first()
    if absence is None:
        return False
    if not may_enter_for(principal, absence.user):
        raise NotYours("You may not change when this person is away.")
    absence.delete()
    return True
