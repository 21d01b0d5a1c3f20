"""Routing in the admin: destinations, routes, areas, rules, the tester, and rules applied again; as an administrator works
through them, and as nobody else does."""

import json
import re
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from accounts.models import Role, User
from config.environment import ROOT
from forms_engine.catalogue.models import Team
from forms_engine.delivery.models import Delivery, Destination, Rerun, Route, RoutingDecision, RuleSet
from forms_engine.delivery.routing import changing
from forms_engine.delivery.routing.rules import Rules
from forms_engine.journeys import services
from forms_engine.locations.models import Area
from forms_engine.requests import rerouting
from forms_engine.requests.models import RequestRead
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import POTHOLE, open_council, started
from tests.forms_engine.delivering import deliver_due

pytestmark = pytest.mark.django_db

WARDS = (ROOT / "content_fixtures" / "wards.geojson").read_bytes()
MARLFORD = {"description": "Outside 3", "postcode": "", "latitude": 52.105, "longitude": -1.905}


@pytest.fixture
def admin():
    open_council()
    return signed_in(make_staff(Role.ADMINISTRATOR, Role.OFFICER), "staff")


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def seen(browser, address="/admin/routing/"):
    return re.search(r'name="seen" value="([^"]+)"', browser.get(address).content.decode())[1]


def add_rule(browser, do="", **fields):
    data = {
        "name": "Roads to badges",
        "how": "also",
        "seen": seen(browser, "/admin/routing/rules/new/"),
        **fields,
    }
    return browser.post("/admin/routing/rules/new/", {**data, **({do: "1"} if do else {})})


def put_in_force(browser):
    page = browser.get("/admin/routing/in-force/")
    answer = browser.post("/admin/routing/in-force/", {"seen": page.context["seen"], "note": "Because"})
    assert answer.status_code == 302
    return page


def rules():
    return Rules.model_validate(changing.shown().document).rules


def told(request):
    return set(Delivery.objects.filter(owner_id=str(request.id)).values_list("destination__slug", flat=True))


ADDRESSES = (
    "",
    "rules/new/",
    "try/",
    "again/",
    "history/",
    "in-force/",
    "destinations/",
    "destinations/new/webhook/",
    "routes/",
    "routes/new/",
    "areas/",
    "areas/import/",
)


def test_nobody_but_an_administrator_gets_in(admin):
    others = (
        [Role.PUBLISHER, Role.JOURNEY_BUILDER, Role.EDITOR],
        [Role.SERVICE_MANAGER, Role.TEAM_LEAD, Role.OFFICER],
    )
    for roles in others:
        browser = signed_in(make_staff(*roles), "staff")
        assert "Routing" not in browser.get("/admin/").content.decode()
        for address in ADDRESSES:
            for answer in (
                browser.get(f"/admin/routing/{address}"),
                browser.post(f"/admin/routing/{address}", {}),
            ):
                assert answer.status_code in {302, 403}, (roles, address)
                # Wagtail sends people back to its front page, or to sign in as somebody who may.
                assert (
                    answer.status_code == 403
                    or answer.url.startswith("/admin/login/")
                    or answer.url == "/admin/"
                )
    assert admin.get("/admin/routing/").status_code == 200
    assert RuleSet.objects.count() == 1


def test_a_destination_is_made_from_its_connectors_own_settings(admin, settings):
    settings.WEBHOOK_HOSTS = ["trees.example"]
    page = text_of(admin.get("/admin/routing/destinations/new/webhook/"))
    assert "Address" in page
    assert "operator's list" in page or "operator&#x27;s list" in page
    given = {
        "name": "Trees",
        "slug": "trees",
        "team": Destination.objects.get(slug="unrouted").team_id,
        "takes_personal_data": "on",
        "acknowledges_within_hours": "0",
        "concurrency": "2",
        "per_minute": "0",
        "settings_url": "https://trees.example/in",
        "settings_body": "full",
    }
    refused = admin.post(
        "/admin/routing/destinations/new/webhook/", {**given, "settings_url": "https://elsewhere.example/"}
    )
    assert refused.status_code == 422
    said = text_of(refused)
    assert (
        "not on the list of allowed hosts (WEBHOOK_HOSTS)." in said
        and "Value error" not in said
        and ".." not in said
    )
    assert not Destination.objects.filter(slug="trees").exists()
    assert admin.post("/admin/routing/destinations/new/webhook/", given).status_code == 302
    made = Destination.objects.get(slug="trees")
    assert (made.kind, made.settings["url"]) == ("webhook", "https://trees.example/in")
    page = admin.get(f"/admin/routing/destinations/{made.pk}/").content.decode()
    assert "whsec_" not in page
    Destination.objects.filter(pk=made.pk).update(failures_in_row=4)
    admin.post(f"/admin/routing/destinations/{made.pk}/", {**given, "slug": "other", "name": "Tree care"})
    made.refresh_from_db()
    assert (made.name, made.slug, made.failures_in_row) == ("Tree care", "trees", 4)
    settings.WEBHOOK_HOSTS.append("lorries.example")
    elsewhere = {**given, "name": "Tree care", "settings_url": "https://lorries.example/in?key=hush"}
    admin.post(f"/admin/routing/destinations/{made.pk}/", elsewhere)
    page = text_of(admin.get(f"/admin/routing/destinations/{made.pk}/"))
    assert "Address: from “https://trees.example/in” to “https://lorries.example/in”" in page
    assert "Name: from “Trees” to “Tree care”" in page
    assert "hush" not in str(list(ModelLogEntry.objects.values_list("data", flat=True)))
    admin.post(f"/admin/routing/destinations/{made.pk}/retire/", {"give_up": "1"})
    made.refresh_from_db()
    assert made.retired_at is not None
    default = Destination.objects.get(slug="unrouted")
    answer = admin.post(f"/admin/routing/destinations/{default.pk}/retire/", {"give_up": "1"}, follow=True)
    assert "nothing else is for" in text_of(answer)


def test_a_route_leads_to_somebody_and_stays_while_a_journey_names_it(admin):
    highways = Destination.objects.get(slug="highways-queue")
    refused = admin.post("/admin/routing/routes/new/", {"name": "Trees", "slug": "trees"})
    assert "a route has to lead to somebody" in text_of(refused)
    made = admin.post(
        "/admin/routing/routes/new/", {"name": "Trees", "slug": "trees", "destinations": [highways.pk]}
    )
    assert made.status_code == 302
    assert "Trees" in text_of(admin.get("/admin/routing/routes/"))
    admin.post("/admin/routing/routes/trees/", {"remove": "1"})
    assert not Route.objects.filter(slug="trees").exists()
    kept = admin.post("/admin/routing/routes/highways/", {"remove": "1"}, follow=True)
    assert "Report a pothole" in text_of(kept)
    assert Route.objects.filter(slug="highways").exists()


def test_areas_are_taken_in_whole_or_not_at_all(admin):
    def send(content):
        file = SimpleUploadedFile("wards.geojson", content)
        return admin.post("/admin/routing/areas/import/", {"file": file, "kind": "ward"})

    broken = json.loads(WARDS)
    broken["features"][2]["geometry"]["coordinates"][0].pop()
    refused = send(json.dumps(broken).encode())
    assert refused.status_code == 422
    assert "Feature 3 (E05990003) has a ring that is not closed" in text_of(refused)
    assert not Area.objects.exists()
    assert send(WARDS).status_code == 302
    assert "Castle Marl" in text_of(admin.get("/admin/routing/areas/"))


def test_a_rule_is_written_tried_and_put_in_force(admin):
    admin.post("/admin/routing/areas/import/", {"file": SimpleUploadedFile("w", WARDS), "kind": "ward"})
    # The rule, and what it asks of the answers, built as in the journey editor.
    asks = {"journeys": ["report-a-pothole"], "areas": ["E05990001"], "queue": "blue-badge"}
    answer = add_rule(admin, do="answers", **asks)
    (rule,) = rules()
    assert answer.url == f"/admin/routing/rules/{rule.id}/answers/"
    lines = {
        "join": "all",
        "rows-TOTAL_FORMS": "1",
        "rows-INITIAL_FORMS": "1",
        "rows-0-subject": "category",
        "rows-0-operator": "is",
        "do": "refresh",
        "seen": seen(admin, answer.url),
    }
    page = admin.post(answer.url, lines)
    assert 'value="road"' in page.content.decode()
    assert admin.post(answer.url, {**lines, "rows-0-value": "road", "do": ""}).status_code == 302
    assert rules()[0].when.answers == {"question": "category", "is": "road"}
    listed = text_of(admin.get("/admin/routing/"))
    assert "not in force yet" in listed
    assert "it is in “Marlford Central (ward)” and the answer to" in listed

    # Nothing is in force: a request still goes where its journey says. The tester says both.
    before = services.submit(started(answers={**POTHOLE, "where": MARLFORD}).id)
    assert told(before) == {"highways-queue", "example-back-office"}
    tried = admin.get(f"/admin/routing/try/?reference={before.reference}")
    draft, now = tried.context["verdicts"]
    assert [one.slug for one in draft.decision.targets] == ["example-back-office", "blue-badge-queue"]
    assert {one.slug for one in now.decision.targets} == {"highways-queue", "example-back-office"}
    text = text_of(tried)
    assert "It holds" in text
    assert POTHOLE["your-name"] not in text

    put_in_force(admin)
    after = services.submit(started(answers={**POTHOLE, "where": MARLFORD}).id)
    assert told(after) == {"blue-badge-queue", "example-back-office"}
    assert "Because" in text_of(admin.get("/admin/routing/history/"))


def test_the_tester_asks_what_the_journey_asks_as_it_comes_up(admin):
    admin.post("/admin/routing/areas/import/", {"file": SimpleUploadedFile("w", WARDS), "kind": "ward"})
    add_rule(
        admin,
        name="In Thornbeck by phone",
        areas=["E05990004"],
        channels=["phone"],
        destinations=["unrouted"],
        how="instead",
    )
    page = admin.get("/admin/routing/try/?journey=report-a-pothole").content.decode()
    assert 'name="dangerous"' in page
    given = {
        "journey": "report-a-pothole",
        "dangerous": "no",
        "category": "road",
        "channel": "phone",
        "language": "en",
        "day": "2026-11-22",
        "hour": "12:00",
        "postcode": "ZZ2 2BB",
    }
    answer = admin.post("/admin/routing/try/", given)
    draft, now = answer.context["verdicts"]
    assert "unrouted" in [one.slug for one in draft.decision.targets]
    assert [(check.words, check.holds) for check in draft.decision.outcomes[0].checks] == [
        ("it was sent by phone", True),
        ("it is in “Thornbeck (ward)”", True),
    ]
    assert not now.decision.outcomes
    web = admin.post(
        "/admin/routing/try/",
        {**given, "channel": "web", "postcode": "", "latitude": "52.225", "longitude": "-1.985"},
    )
    assert [check.holds for check in web.context["verdicts"][0].decision.outcomes[0].checks] == [False, True]
    assert "full postcode" in text_of(admin.post("/admin/routing/try/", {**given, "postcode": "nowhere"}))
    # Another journey with a group, files and a fee can be tried as well.
    for journey, _title in answer.context["journeys"]:
        assert admin.get(f"/admin/routing/try/?journey={journey}").status_code == 200
        assert admin.post("/admin/routing/try/", {**given, "journey": journey}).status_code == 200


def test_rules_move_by_buttons_and_two_people_do_not_overwrite_each_other(admin):
    for name in ("First", "Second", "Third"):
        add_rule(admin, name=name, destinations=["highways-queue"])
    names = [rule.name for rule in rules()]
    page = seen(admin)
    admin.post("/admin/routing/", {"seen": page, "up": rules()[2].id})
    assert [rule.name for rule in rules()] == ["First", "Third", "Second"] != names
    answer = admin.post("/admin/routing/", {"seen": page, "remove": rules()[0].id}, follow=True)
    assert "Somebody has changed the rules" in text_of(answer)
    admin.post("/admin/routing/", {"seen": seen(admin), "remove": rules()[0].id})
    assert [rule.name for rule in rules()] == ["Third", "Second"]
    admin.post("/admin/routing/", {"seen": seen(admin), "discard": "1"})
    assert rules() == ()


def test_what_would_leave_a_journey_unrouted_is_said_and_what_is_wrong_refused(admin):
    Route.objects.get(slug="blue-badge").destinations.clear()
    assert "go to the default" in text_of(admin.get("/admin/routing/"))
    add_rule(admin, routes=["blue-badge"])
    page = text_of(admin.get("/admin/routing/"))
    assert "The route “Blue Badge applications” leads to nobody" in page
    answer = admin.post("/admin/routing/in-force/", {"seen": seen(admin)}, follow=True)
    assert "leads to nobody" in text_of(answer)
    assert RuleSet.objects.filter(number__isnull=False).count() == 1
    refused = add_rule(admin, how="instead")
    assert "Choose at least one destination" in text_of(refused)


def test_rules_are_applied_again_once_to_what_was_shown(admin):
    first = services.submit(started().id)
    badge = services.submit(started("apply-for-a-blue-badge").id)  # not paid: its deliveries are held
    add_rule(admin, name="All to badges", queue="blue-badge", journeys=["report-a-pothole"])
    add_rule(
        admin,
        name="Office instead",
        destinations=["unrouted"],
        how="instead",
        journeys=["apply-for-a-blue-badge"],
    )
    put_in_force(admin)
    looked = admin.get("/admin/routing/again/?look=1")
    assert {one.request.reference for one in looked.context["changing"]} == {first.reference, badge.reference}
    assert RoutingDecision.objects.filter(cause="re-run").count() == 0

    given = {"rules": "2", "journey": "", "first_day": "", "last_day": "", "destination": ""}
    assert "Other rules are in force" in text_of(
        admin.post("/admin/routing/again/", {**given, "rules": "1"}, follow=True)
    )
    admin.post("/admin/routing/again/", given)
    (rerun,) = Rerun.objects.all()
    while rerouting.go_on(rerun.pk):
        pass
    rerun.refresh_from_db()
    assert (rerun.state, rerun.looked_at, rerun.changed) == ("done", 2, 2)
    assert told(first) == {"highways-queue", "example-back-office", "blue-badge-queue"}
    states = dict(Delivery.objects.filter(owner_id=str(badge.id)).values_list("destination__slug", "state"))
    assert states == {"blue-badge-queue": "cancelled", "example-back-office": "cancelled", "unrouted": "held"}
    entry = first.timeline.get(kind="re-routed")
    assert "is told" in entry.message
    assert not entry.shown_to_customer
    assert first.reference in text_of(admin.get(f"/admin/routing/again/{rerun.pk}/"))

    # Again: nothing is left to do, and nobody is told twice.
    admin.post("/admin/routing/again/", given)
    again = Rerun.objects.first()
    rerouting.go_on(again.pk)
    again.refresh_from_db()
    assert (again.looked_at, again.changed) == (2, 0)
    assert again.decisions.count() == 2
    assert Delivery.objects.filter(owner_id=str(first.id)).count() == 3


def test_a_re_run_touches_nothing_that_the_person_may_not_see(admin):
    request = services.submit(started().id)
    service = request.service
    service.openness = "restricted"
    service.save()
    add_rule(admin, name="All to badges", queue="blue-badge")
    put_in_force(admin)
    looked = admin.get(f"/admin/routing/again/?first_day={datetime.now():%Y-%m-%d}&look=1")
    assert looked.context["looked_at"] == 0
    assert request.reference not in text_of(looked)
    assert admin.get(f"/admin/routing/try/?reference={request.reference}").status_code == 404
    admin.post("/admin/routing/again/", {"rules": "2"})
    rerouting.go_on(Rerun.objects.get().pk)
    assert "blue-badge-queue" not in told(request)
    # What the tester says of a request says something of its answers: it is a read like another.
    reader = User.objects.get(pk=admin.session["_auth_user_id"])
    service.openness = "team-only"
    service.save()
    service.team.members.add(reader)
    assert admin.get(f"/admin/routing/try/?reference={request.reference}").status_code == 200
    assert RequestRead.objects.get(request=request).reader == reader


def test_what_nothing_was_for_is_on_the_operations_page_and_says_why_on_its_own(admin):
    Team.objects.get(slug="routing").members.add(User.objects.get(pk=admin.session["_auth_user_id"]))
    for slug in ("highways-queue", "example-back-office"):
        Destination.objects.get(slug=slug).routes.clear()
    request = services.submit(started(answers={**POTHOLE, "where": MARLFORD}).id)
    deliver_due()
    assert "no route and no rule is for" in text_of(admin.get("/workplace/operations/"))
    page = text_of(admin.get(f"/workplace/requests/{request.reference}/"))
    assert "Nothing else was for it, so it goes to Requests to route" in page
