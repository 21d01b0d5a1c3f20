"""A journey that somebody fills in for the person they act for (``requests.helping``): whose it becomes, what it begins
with, and that it can be gone on with and sent only while that is agreed."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from audiences.principal import Principal
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.definition.document import Definition
from forms_engine.journeys.availability import Availability, NotOpen
from forms_engine.journeys.models import Submission
from forms_engine.requests.channels import ASSISTED
from forms_engine.requests.customers.of_account import name_of
from forms_engine.requests.helping.selectors import agreement_of, covering, in_force, may_send
from forms_engine.requests.helping.sending import agreement_to_send
from forms_engine.requests.models import ActingFor, Customer
from forms_engine.runtime.checks import check_answer
from forms_engine.runtime.tidy import tidy
from forms_engine.runtime.values import Answer


def person_helped(principal: Principal, version: JourneyVersion, user: User | None) -> Customer | None:
    """For whom a journey is begun; None where its sender acts for nobody, and where it has to do with no account.

    Raises:
        NotOpen: when that was not agreed for its service, or stands no more.
    """
    if principal.helping is None or user is None:
        return None
    agreement = agreement_of(principal)
    if agreement is None or not _covers(agreement, version):
        raise NotOpen(Availability("not-helped"))
    return agreement.customer


def may_begin(principal: Principal, version: JourneyVersion) -> bool:
    """Whether whoever asks may begin this journey as whom they act as now."""
    if principal.helping is None:
        return True
    agreement = agreement_of(principal)
    return agreement is not None and _covers(agreement, version)


def known_of_helped(definition: Definition, helped: Customer, today: date) -> dict[str, Answer]:
    """What a journey for another person begins with: their name, which their helper knows, and nothing else of theirs.
    Nothing where it asks about a third person, as who asks for a child: whose name is whose is for the helper to say."""
    key, name = definition.contact.name, name_of(helped)
    asked = definition.questions_by_key.get(key)
    if asked is None or definition.contact.on_behalf_of or key in definition.group_of:
        return {}
    return {key: tidy(asked, name)} if name and not check_answer(asked, name, today) else {}


def is_for_another(submission: Submission) -> bool:
    """Whether somebody fills it in for a person they act for, who is no officer and no councillor."""
    return (
        submission.customer_id is not None
        and submission.channel not in ASSISTED
        and submission.casework_id is None
    )


def is_as_now(principal: Principal, submission: Submission) -> bool:
    """Whether it is for whom its owner acts as now: for the person they still act for, or for themselves. What is nobody's
    is so whoever they act as. Asks the database only about what is for another."""
    if not is_for_another(submission):
        return submission.user_id is None or principal.helping is None
    by_now = may_send(submission.user_id, submission.customer_id, submission.version.journey.service)
    return principal.helping is not None and by_now.filter(pk=principal.helping).exists()


def agreement_for(submission: Submission, version: JourneyVersion) -> ActingFor | None:
    """By which agreement it is sent; None where it is for nobody else. Asks nothing of the database then.

    Raises:
        NotOpen: when there is none any more.
    """
    if not is_for_another(submission):
        return None
    agreement = agreement_to_send(submission.user_id, submission.customer_id, version.journey.service)
    if agreement is None:
        raise NotOpen(Availability("not-helped"))
    return agreement


def begun_as(principal: Principal) -> Q:
    """The drafts that whoever asks began as whom they act as now: for the person they act for, or for themselves."""
    if principal.helping is None:
        return Q(customer=None) | Q(channel__in=ASSISTED) | Q(casework__isnull=False)
    its_own = ActingFor.objects.filter(
        in_force(), pk=principal.helping, helper=principal.user, customer=OuterRef("customer")
    )
    return Q(Exists(its_own))


def _covers(agreement: ActingFor, version: JourneyVersion) -> bool:
    return ActingFor.objects.filter(covering(version.journey.service), pk=agreement.pk).exists()
