"""A person rich in canaries, beside their request: in whatever else is known of them, and in every letter to them."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accounts.addresses import Address
from accounts.models import AddressCode, AddressKind, User
from accounts.proved_addresses import prove
from accounts.roles import Role
from forms_engine.journeys.draft_letters import LETTERS_ABOUT
from forms_engine.journeys.models import SavedDraft, SetAside, Submission
from forms_engine.notices.models import Notice
from forms_engine.requests.models import (
    ActingFor,
    Contact,
    Customer,
    CustomerChange,
    CustomerMerge,
    LegalHold,
    Request,
)
from portal.models import AskedUpdates, Subscriber
from tests.factories import make_user
from tests.forms_engine.requests.data_life.canaries import MOBILE, canary
from workplace.models import Bookmark, Profile

EMAIL = f"{canary('email').lower()}@example.com"


def known_of_them(request: Request, officer: User) -> None:
    """Their account, what they and officers said of them, what they were filling in, who acts for them, and letters."""
    customer, now = request.customer, timezone.now()
    user = _account(customer)
    CustomerChange.objects.create(customer=customer, changed={"needs": ["", canary("needs")]}, by=officer)
    other = Customer.objects.create(name="Somebody else")
    CustomerMerge.objects.create(
        kept=other, merged=customer, why=canary("merged"), by=officer, undone_by=officer, undone_at=now
    )
    LegalHold.objects.create(
        customer=customer, why=canary("inquest"), by=officer, lifted_at=now, lifted_by=officer
    )
    contact = Contact.objects.create(
        channel="phone",
        reason="question",
        outcome="signposted",
        started_at=now,
        ended_at=now,
        customer=customer,
        note=canary("other-contact"),
        signposted_to=canary("other-signpost"),
        officer=officer,
    )
    agreed = ActingFor.objects.create(
        customer=customer,
        helper_name=canary("helper"),
        invited_at_address=f"{canary('invited')}@example.org".lower(),
        token_hash="h",
        relation="friend",
        consent="spoken",
        consent_words=canary("helping"),
        made_by=officer,
    )
    draft = _draft(request, user)
    subscriber = Subscriber.objects.create(email=EMAIL, told_to=now.date())
    AskedUpdates.objects.create(token_hash="u", email=EMAIL, choices=[["topic", canary("topic").lower()]])
    owners = {
        "account": user.uuid,
        "acting-for": agreed.pk,
        "contact": contact.pk,
        "customer": customer.pk,
        "follow": draft.pk,
        "submission": draft.pk,
        LETTERS_ABOUT: draft.saved.key,
        "updates": subscriber.pk,
    }
    for owner_type, owner_id in owners.items():
        recipient = user.email if owner_type == "account" else EMAIL
        _letter(owner_type, str(owner_id), recipient)


def _account(customer: Customer) -> User:
    user = make_user(
        roles=(Role.RESIDENT,),
        name=canary("account"),
        email=f"{canary('account')}@example.org".lower(),
        mobile=MOBILE,
    )
    prove(user, Address(AddressKind.EMAIL, user.email))
    AddressCode.objects.create(
        purpose="change",
        kind="email",
        address=f"{canary('new')}@example.org".lower(),
        user=user,
        code_hash="c",
        expires_at=timezone.now() + timedelta(minutes=10),
    )
    Customer.objects.filter(pk=customer.pk).update(
        user=user,
        name=canary("customer"),
        email=EMAIL,
        mobile=MOBILE,
        phone=MOBILE,
        needs=canary("needs"),
        access_needs=[canary("need")],
        interpreter_language=canary("interpreter"),
        declines=[canary("declines")],
    )
    # Of the time when they worked here.
    Profile.objects.create(
        user=user, about=canary("entry"), job_title=canary("job"), left_on=timezone.localdate()
    )
    Bookmark.objects.create(user=user, title=canary("bookmark"), url=f"/{canary('bookmarked')}/")
    return user


def _draft(request: Request, user: User) -> Submission:
    draft = Submission.objects.create(
        token_hash=uuid4().hex,
        version=request.journey_version,
        user=user,
        audience="public",
        answers={"why": canary("draft")},
        findings={"page": {"values": {"who": canary("finding")}}},
        duplicates={"sending": {"kind": "email", "value": EMAIL}},
    )
    SavedDraft.objects.create(submission=draft, mobile=MOBILE, address_digest="d")
    SetAside.objects.create(submission=draft, step="about", answers={"why": canary("draft-aside")})
    return draft


def _letter(owner_type: str, owner_id: str, recipient: str) -> None:
    Notice.objects.create(
        owner_type=owner_type,
        owner_id=owner_id,
        subject="a.letter",
        recipient=recipient,
        heading=canary("heading"),
        body=canary("letter-body"),
        calendar=canary("calendar"),
        unsubscribe=f"https://example.org/{canary('unsubscribe')}",
        provider_id=canary("provider"),
        last_error=canary("letter-error"),
        state="sent",
        sent_at=timezone.now(),
    )
