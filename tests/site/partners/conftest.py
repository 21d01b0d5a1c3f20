"""Two organisations, the people of one of them, and who looks after them at the council."""

import re
from dataclasses import dataclass

import pytest
from django.test import Client

from accounts.models import Role, User
from forms_engine.notices.models import Notice
from partners.models import Membership, Organisation
from partners.services import add_member
from tests.factories import make_staff, make_user, signed_in


@dataclass
class Alder:
    """Alder Care with a manager and a member, and Birch School with a manager of its own."""

    organisation: Organisation
    other: Organisation
    manager: User
    member: User
    stranger: User
    owner: User
    overseer: User

    def membership(self, user: User) -> Membership:
        return Membership.objects.get(user=user, organisation=self.organisation)

    def as_manager(self) -> Client:
        return signed_in(self.manager, "partner")


@pytest.fixture
def alder(db):
    owner = make_staff(Role.OFFICER)
    organisation = Organisation.objects.create(slug="alder", name="Alder Care", owner=owner)
    other = Organisation.objects.create(slug="birch", name="Birch School")
    made = Alder(
        organisation, other, make_user(), make_user(), make_user(), owner, make_staff(Role.ADMINISTRATOR)
    )
    add_member(organisation, made.manager, role=Role.PARTNER_MANAGER)
    add_member(organisation, made.member)
    add_member(other, made.stranger, role=Role.PARTNER_MANAGER)
    return made


@pytest.fixture
def link():
    """The link in the newest invitation, as the one invited gets it."""

    def found() -> str:
        body = Notice.objects.filter(subject="partner.invited").latest("created_at").body
        return re.search(r"http://[^/]+(/invitations/\S+)", body)[1]

    return found


@pytest.fixture
def council(alder):
    """Two of Marlshire's services with a journey each, also for partners."""
    from forms_engine.catalogue.models import Journey
    from tests.forms_engine.council import open_council

    open_council()
    Journey.objects.update(audience_keys=["public", "partner"])
