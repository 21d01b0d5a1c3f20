"""What somebody changes of themselves: kept, checked, written down as theirs, and nobody else's."""

import pytest

from accounts.models import Role
from audiences.admission import admit
from audiences.principal import Principal
from forms_engine.requests.customers.access_needs import NEEDS, need_words
from forms_engine.requests.customers.own_details import (
    DetailsRefused,
    own_customer,
    set_details,
    set_needs,
    set_preferences,
)
from forms_engine.requests.models import Customer, CustomerChange
from tests.factories import make_staff, make_user

pytestmark = pytest.mark.django_db

ADDRESS = {"line1": "1 Mill Lane", "line2": "", "town": "Thornbeck", "county": "", "postcode": "zz22bb"}


@pytest.fixture
def user():
    return make_user(name="Ann Archer")


@pytest.fixture
def ann(user):
    return admit(user, "public")


def test_details_make_a_customer_and_are_written_down_as_their_own(ann, user):
    assert own_customer(ann) is None
    set_details(ann, name="  Ann\n Baker ", phone="01632 960 001", address=ADDRESS)
    kept = own_customer(ann)
    user.refresh_from_db()
    assert (kept.name, kept.phone, user.name) == ("Ann Baker", "01632 960 001", "Ann Baker")
    assert (kept.location.description, kept.location.postcode) == ("1 Mill Lane, Thornbeck", "ZZ2 2BB")
    change = CustomerChange.objects.get()
    assert (change.by, set(change.changed)) == (user, {"name", "phone", "location"})
    assert "Mill Lane" not in str(change.changed), "what stood there is not kept a second time"
    set_details(ann, name="Ann Baker", phone="01632 960 001")
    assert CustomerChange.objects.count() == 1, "nothing changed, nothing written"
    assert own_customer(ann).location_id == kept.location_id
    set_details(ann, name="Ann Baker", phone="", forget_address=True)
    assert own_customer(ann).location is None


def test_a_colleagues_name_is_the_councils_to_say():
    officer = make_staff(Role.OFFICER, name="Ida Officer")
    set_details(admit(officer, "public"), name="Ida at home", phone="")
    officer.refresh_from_db()
    assert officer.name == "Ida Officer" and Customer.objects.get(user=officer).name == "Ida at home"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " \x00 "}, "name"),
        ({"name": "A" * 151}, "name"),
        ({"phone": "12"}, "phone"),
        ({"phone": "1" * 31}, "phone"),
        ({"address": {**ADDRESS, "line1": ""}}, "address"),
        ({"address": {**ADDRESS, "postcode": "nowhere"}}, "address"),
        ({"address": {**ADDRESS, "line1": "A" * 300}}, "address"),
    ],
)
def test_details_that_cannot_be_kept_are_refused_whole(ann, said, field):
    with pytest.raises(DetailsRefused) as refused:
        set_details(ann, **{"name": "Ann", "phone": "", **said})
    assert refused.value.field == field and str(refused.value)
    assert not Customer.objects.exclude(name="Ann Archer").exists()


def test_needs_are_kept_in_our_order_and_the_language_only_with_an_interpreter(ann):
    set_needs(ann, codes=["interpreter", "bsl"], interpreter_language="Polish", words=" Ring after six. ")
    kept = own_customer(ann)
    assert kept.access_needs == ["bsl", "interpreter"]
    assert (kept.interpreter_language, kept.needs) == ("Polish", "Ring after six.")
    assert need_words(kept.access_needs, kept.interpreter_language) == [
        "British Sign Language (BSL)",
        "An interpreter for another language: Polish",
    ]
    set_needs(ann, codes=[], interpreter_language="Polish", words="")
    kept = own_customer(ann)
    assert (kept.access_needs, kept.interpreter_language, kept.needs) == ([], "", "")


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"codes": ["a-diagnosis"]}, "access_needs"),
        ({"codes": ["interpreter"]}, "interpreter_language"),
        ({"codes": ["interpreter"], "interpreter_language": "P" * 61}, "interpreter_language"),
        ({"words": "W" * 2001}, "needs"),
    ],
)
def test_needs_that_cannot_be_kept_are_refused(ann, said, field):
    with pytest.raises(DetailsRefused) as refused:
        set_needs(ann, **{"codes": [], "interpreter_language": "", "words": "", **said})
    assert refused.value.field == field


def test_a_code_that_nobody_knows_any_more_says_nothing():
    assert need_words(["gone", 7, "braille"]) == ["Braille"] and len(NEEDS) == 7


def test_preferences_are_kept_and_the_necessary_cannot_be_declined(ann):
    set_preferences(ann, contact_by="sms", language="cy", declines=["surveys", "reminders"])
    kept = own_customer(ann)
    assert (kept.contact_by, kept.language, kept.declines) == ("sms", "cy", ["reminders", "surveys"])
    for said in [{"contact_by": "pigeon"}, {"language": "tlh"}, {"declines": ["essential"]}]:
        with pytest.raises(DetailsRefused):
            set_preferences(ann, **{"contact_by": "", "language": "", "declines": [], **said})
    assert own_customer(ann).contact_by == "sms"


@pytest.mark.parametrize("make", [Principal.public, lambda: admit(make_staff(Role.OFFICER), "staff")])
def test_nobody_and_nobody_at_work_has_details_here(make):
    principal = make()
    assert own_customer(principal) is None
    with pytest.raises(DetailsRefused):
        set_details(principal, name="Ann", phone="")
    assert not Customer.objects.exists()
