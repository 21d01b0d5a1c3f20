"""A program of an organisation sends requests by the API with a token and reads what became of them: as its organisation,
within its scopes, while whoever made it answers for it."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import Role, TakenSlot
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.journeys import services as journeys
from forms_engine.journeys.models import Submission
from forms_engine.requests.models import Request
from forms_engine.requests.organisations import requests_of_organisation
from forms_engine.requests.services import set_state
from partners import services
from partners.authority import NotAllowed
from partners.models import Membership, OrganisationEvent, OrganisationToken
from partners.programs import door
from partners.services import add_member
from tests.factories import client, leave, make_staff, signed_in, signed_in_long_ago
from tests.forms_engine.council import POTHOLE, started
from tests.forms_engine.small_journey import publish_skip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]

API = "/api/v1"
PAGE = "/organisations/alder/tokens/"


def make(user, organisation, scopes=("submit", "read"), journeys=(), days=30):
    """The token's row and the token."""
    asking = admit(user, "partner")
    return services.make_token(
        asking, organisation, name="Care system", scopes=scopes, journeys=journeys, days=days
    )


class Program:
    """A program that shows a token at the extranet's API."""

    def __init__(self, secret, host="partner"):
        self.browser, self.secret = client(host), secret

    def __call__(self, method, path, body=None, **headers):
        return self.browser.generic(
            method,
            f"{API}{path}",
            json.dumps(body) if body is not None else "",
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.secret}", **headers},
        )

    def begin(self, slug="hire-a-skip"):
        started = self("POST", f"/journeys/{slug}/submissions", {})
        assert started.status_code == 201, started.content
        return started.json()["id"]

    def send(self):
        """A skip, from the start to its reference."""
        here = f"/submissions/{self.begin()}"
        for page, answers in (
            ("about-you", {"name": "Nia Rees"}),
            ("notes", {"note": "By the gate."}),
            ("size", {"size": "small"}),
        ):
            assert self("PUT", f"{here}/pages/{page}", {"answers": answers}).status_code == 200
        key = str(uuid4())
        sent = self("POST", f"{here}/submit", {}, **{"Idempotency-Key": key})
        assert sent.status_code == 201, sent.content
        again = self("POST", f"{here}/submit", {}, **{"Idempotency-Key": key})
        assert again.json() == sent.json() and again.headers["Idempotent-Replayed"] == "true"
        return sent.json()["reference"]


@pytest.fixture
def skip():
    return publish_skip(audience="partner", sign_in="required")


@pytest.fixture
def program(alder, skip):
    return Program(make(alder.manager, alder.organisation)[1])


def refused(answer, status):
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    return answer


def test_it_sends_for_its_organisation_and_reads_what_became_of_it(alder, program):
    reference = program.send()
    made = Request.objects.get(reference=reference)
    assert (made.organisation, made.audience, made.channel) == ("alder", "partner", "api")
    assert made.customer.user is None and Submission.objects.get().user is None
    assert made.timeline.get(number=1).actor is None
    said = program("GET", f"/requests/{reference}").json()
    assert (said["state"], said["decision"]) == ("received", None)
    officer = admit(make_staff(Role.OFFICER), "staff")
    set_state(officer, made.id, to="resolved", message="It comes on Monday.", seen="received")
    said = program("GET", f"/requests/{reference}").json()
    assert said["decision"]["reason"] == "It comes on Monday."
    assert [entry["message"] for entry in said["timeline"] if entry["message"]] == ["It comes on Monday."]
    # Members see it as their organisation's; another one's do not.
    assert list(requests_of_organisation(admit(alder.member, "partner"))) == [made]
    assert (
        "sent by a program"
        in signed_in(alder.member, "partner").get("/organisations/requests/").content.decode()
    )
    page = signed_in(alder.member, "partner").get(f"/requests/{reference}/").content.decode()
    assert "A program of your organisation sent it" in page
    assert signed_in(alder.stranger, "partner").get(f"/requests/{reference}/").status_code == 404


def test_it_reads_nothing_that_people_sent_nor_anything_of_another_organisation(alder, program):
    by_hand = journeys.submit(started(principal=admit(alder.member, "partner")).id)
    refused(program("GET", f"/requests/{by_hand.reference}"), 404)
    draft = started(principal=admit(alder.member, "partner"), answers=POTHOLE)
    refused(program("GET", f"/submissions/{draft.id}"), 404)
    other = Program(make(alder.stranger, alder.other)[1])
    reference, begun = program.send(), program.begin()
    for path in (f"/requests/{reference}", f"/submissions/{begun}", f"/submissions/{begun}/summary"):
        assert program("GET", path).status_code == 200, path
        refused(other("GET", path), 404)
    refused(other("PUT", f"/submissions/{begun}/pages/about-you", {"answers": {"name": "X"}}), 404)
    # The id opens nothing to a member's browser either.
    refused(signed_in(alder.member, "partner").get(f"{API}/submissions/{begun}"), 404)


def test_each_scope_opens_what_it_says_and_nothing_else(alder, skip):
    sends = Program(make(alder.manager, alder.organisation, ["submit"])[1])
    reads = Program(make(alder.manager, alder.organisation, ["read"])[1])
    reference = sends.send()
    answer = refused(sends("GET", f"/requests/{reference}"), 403)
    assert 'error="insufficient_scope", scope="read"' in answer.headers["WWW-Authenticate"]
    assert reads("GET", f"/requests/{reference}").status_code == 200
    begun = Submission.objects.get().id
    for method, path in (
        ("POST", "/journeys/hire-a-skip/submissions"),
        ("GET", f"/submissions/{begun}"),
        ("PUT", f"/submissions/{begun}/pages/size"),
        ("POST", f"/submissions/{begun}/submit"),
        ("GET", f"/submissions/{begun}/files"),
    ):
        refused(reads(method, path, {}), 403)
    both = Program(make(alder.manager, alder.organisation)[1])
    for method, path in (
        ("POST", f"/requests/{reference}/cancel"),
        ("POST", f"/requests/{reference}/messages"),
        ("POST", f"/submissions/{begun}/follow"),
        ("GET", "/pages/"),
        ("GET", "/articles/"),
        ("GET", "/search?q=x"),
        ("GET", "/navigation/"),
    ):
        assert both(method, path, {}).status_code in {403, 404}, path
    for page in ("/", "/organisations/", "/organisations/requests/", "/account/signing-in/", "/knowledge/"):
        bearer = {"Authorization": f"Bearer {both.secret}"}
        assert both.browser.get(page, headers=bearer).status_code == 403, page
    assert reads("GET", "/journeys/").status_code == 200


def test_one_that_is_limited_to_journeys_has_no_others(alder, skip):
    publish_skip(audience="partner", slug="hire-a-ladder")
    limited = Program(make(alder.manager, alder.organisation, journeys=["hire-a-skip"])[1])
    free = Program(make(alder.manager, alder.organisation)[1])
    refused(limited("POST", "/journeys/hire-a-ladder/submissions", {}), 403)
    begun = free.begin("hire-a-ladder")
    refused(limited("GET", f"/submissions/{begun}"), 404)
    reference = limited.send()
    elsewhere = Program(make(alder.manager, alder.organisation, journeys=["hire-a-ladder"])[1])
    refused(elsewhere("GET", f"/requests/{reference}"), 404)
    assert limited("GET", f"/requests/{reference}").status_code == 200


@pytest.mark.parametrize(
    "why", ["revoked", "expired", "left", "no manager", "closed", "unconfirmed", "account"]
)
def test_it_ends_at_the_next_call(alder, program, why):
    assert program("GET", "/journeys/").status_code == 200
    token, organisation = OrganisationToken.objects.get(), alder.organisation
    match why:
        case "revoked":
            services.revoke_token(admit(alder.manager, "partner"), token)
        case "expired":
            OrganisationToken.objects.update(
                created_at=timezone.now() - timedelta(days=9), expires_at=timezone.now() - timedelta(days=1)
            )
        case "left":
            leave(alder.manager, "alder")
        case "no manager":
            Membership.objects.filter(user=alder.manager).update(role=Role.PARTNER_MEMBER)
        case "closed":
            organisation.state = "closed"
            organisation.save()
        case "unconfirmed":
            organisation.confirm_by = timezone.localdate() - timedelta(days=1)
            organisation.save()
        case "account":
            alder.manager.is_active = False
            alder.manager.save()
    answer = refused(program("GET", "/journeys/"), 401)
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]
    if why in {"revoked", "left"}:
        assert OrganisationEvent.objects.filter(kind="revoked", token=token).count() == 1
        token.refresh_from_db()
        assert token.state == "revoked"


def test_it_is_for_the_extranet_alone_and_a_wrong_one_opens_nothing(alder, program):
    for host in ("public", "staff"):
        refused(Program(program.secret, host)("GET", "/journeys/"), 401)
    for wrong in ("gpo_", "gpo_x", program.secret[:-1] + "!", "gpo_" + "0" * 46):
        refused(Program(wrong)("GET", "/journeys/"), 401)
    # Nobody's session stands in for a token that does not hold.
    browser = signed_in(alder.member, "partner")
    assert browser.get(f"{API}/journeys/", headers={"Authorization": "Bearer gpo_x"}).status_code == 401


def test_calls_are_counted_for_each_token(alder, program, monkeypatch):
    from accounts.throttle import Limit

    monkeypatch.setattr(door, "A_MINUTE", Limit(attempts=2, seconds=60))
    other = Program(make(alder.manager, alder.organisation)[1])
    for _time in range(2):
        assert program("GET", "/journeys/").status_code == 200
    answer = refused(program("GET", "/journeys/"), 429)
    assert answer.headers["Retry-After"] == "60"
    assert other("GET", "/journeys/").status_code == 200
    TakenSlot.objects.all().delete()
    assert program("GET", "/journeys/").status_code == 200


def test_of_a_team_only_service_nobody_but_the_program_sees_what_it_sent(alder, program):
    Service.objects.update(openness=Service.Openness.TEAM_ONLY)
    reference = program.send()
    assert program("GET", f"/requests/{reference}").status_code == 200
    assert not requests_of_organisation(admit(alder.manager, "partner")).exists()


def test_a_manager_makes_one_sees_it_once_and_revokes_it(alder, skip):
    browser = alder.as_manager()
    assert PAGE in browser.get("/organisations/alder/").content.decode()
    wrong = browser.post(PAGE, {"name": "", "days": "30"}).content.decode()
    assert "Say what the token is for" in wrong and "Choose what the token may be used for" in wrong
    for bad in ({"days": "9999"}, {"scopes": ["everything"]}, {"journeys": ["no-such"]}):
        data = {"name": "Care system", "days": "30", "scopes": ["read"], **bad}
        assert browser.post(PAGE, data).status_code == 200, bad
    assert not OrganisationToken.objects.exists()
    data = {"name": "Care system", "days": "30", "scopes": ["submit", "read"], "journeys": ["hire-a-skip"]}
    made = browser.post(PAGE, data)
    assert made.status_code == 201
    secret = made.context["secret"]
    token = OrganisationToken.objects.get()
    assert secret in made.content.decode() and secret not in browser.get(PAGE).content.decode()
    assert token.digest != secret and token.made_by == alder.manager and token.last_used_at is None
    assert Program(secret)("GET", "/journeys/").status_code == 200
    token.refresh_from_db()
    assert token.last_used_at is not None
    assert "API token made: Care system" in browser.get("/organisations/alder/").content.decode()
    revoke = f"{PAGE}{token.pk}/revoke/"
    for _time in range(2):
        assert browser.post(revoke).status_code == 302
    assert OrganisationEvent.objects.filter(kind="revoked").count() == 1
    assert "Revoked" in browser.get(PAGE).content.decode()
    refused(Program(secret)("GET", "/journeys/"), 401)


def test_nobody_else_makes_or_ends_one(alder, skip):
    token, _secret = make(alder.manager, alder.organisation)
    add_member(alder.other, alder.manager)
    for user in (alder.member, alder.stranger):
        browser = signed_in(user, "partner")
        for method, address in (
            (browser.get, PAGE),
            (browser.post, PAGE),
            (browser.post, f"{PAGE}{token.pk}/revoke/"),
        ):
            assert method(address).status_code == 404, address
        with pytest.raises(NotAllowed):
            make(user, alder.organisation)
    # A manager here, a member there: no token of the other one, and none of theirs ends by the other's address.
    browser = alder.as_manager()
    assert browser.get("/organisations/birch/tokens/").status_code == 404
    assert (
        signed_in(alder.stranger, "partner")
        .post(f"/organisations/birch/tokens/{token.pk}/revoke/")
        .status_code
        == 404
    )
    assert OrganisationToken.objects.get().state == "active"
    with pytest.raises(NotAllowed):
        services.make_token(
            admit(alder.overseer, "staff"), alder.organisation, name="x", scopes=["read"], days=30
        )
    # Who was there long ago says again who they are.
    assert signed_in_long_ago(alder.manager, "partner").get(PAGE).status_code == 302


def test_it_lasts_no_longer_than_a_year_nor_than_who_makes_it(alder):
    from django.core.exceptions import ValidationError

    for days in (0, 366, 100_000):
        with pytest.raises(ValidationError):
            make(alder.manager, alder.organisation, days=days)
    last_day = timezone.localdate() + timedelta(days=10)
    Membership.objects.filter(user=alder.manager).update(expires=last_day)
    token, _secret = make(alder.manager, alder.organisation, days=365)
    assert timezone.localdate(token.expires_at) == last_day
    for _number in range(9):
        make(alder.manager, alder.organisation)
    with pytest.raises(ValidationError, match="ten tokens"):
        make(alder.manager, alder.organisation)
