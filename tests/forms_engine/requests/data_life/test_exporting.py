"""All that is known of somebody in one package: theirs in their account, everything for a subject access request."""

import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import submit
from forms_engine.requests.data_life.exporting import everything_about, export_of
from forms_engine.requests.messages import write_as_customer, write_as_officer
from forms_engine.requests.models import Customer
from tests.factories import make_staff, make_user
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db


@pytest.fixture
def badge(db):
    """Ben's badge, with a photo, a message, a note that he is not shown, and a draft."""
    open_council()
    ben = make_user(name="Ben Barrow", email="ben.barrow@example.org")
    request = submit(started("apply-for-a-blue-badge", principal=admit(ben, "public")).id)
    type(request).objects.filter(pk=request.pk).update(state="received", received_at=request.created_at)
    officer = make_staff(Role.OFFICER, name="Olu Officer")
    request.service.team.members.add(officer)
    write_as_customer(request.pk, "Is it <b>ready</b>?", user=ben)
    write_as_officer(admit(officer, "staff"), request.pk, "His neighbour says otherwise", is_note=True)
    started(principal=admit(ben, "public"))
    return request


def opened(package):
    with ZipFile(BytesIO(package)) as found:
        names = found.namelist()
        return json.loads(found.read("data.json")), found.read("index.html").decode(), names


def test_an_account_gets_what_it_is_shown(badge):
    said, page, names = opened(export_of(badge.customer))
    (request,) = said["requests"]
    assert request["reference"] == badge.reference
    assert "1 Mill Lane" in str(request["answers"]) and "Is it" in str(request["timeline"])
    assert "neighbour" not in str(said) and "neighbour" not in page and "given_to" not in request
    assert "&lt;b&gt;ready" in page and "<b>ready" not in page
    (photo,) = request["files"]
    assert photo["file"] in names
    assert said["people"][0]["account"]["email"] == "ben.barrow@example.org"
    assert [draft["title"] for draft in said["drafts"]] == ["Report a pothole"]


def test_nothing_of_anybody_else_is_in_it(badge):
    submit(started().id)
    other = Customer.objects.exclude(pk=badge.customer_id).exclude(name="Ben Barrow").latest("pk")
    said, page, _names = opened(export_of(other))
    assert "Barrow" not in str(said) and badge.reference not in page


@pytest.mark.parametrize("audience", ["staff", "partner"])
def test_what_was_sent_or_begun_at_work_is_not_theirs_to_take_home(badge, audience):
    ben = badge.customer.user
    at_work = submit(started(principal=admit(ben, "public")).id)
    type(at_work).objects.filter(pk=at_work.pk).update(audience=audience)
    Submission.objects.filter(state="draft").update(audience=audience)
    said, page, _names = opened(export_of(badge.customer))
    assert [one["reference"] for one in said["requests"]] == [badge.reference] and said["drafts"] == []
    assert at_work.reference not in page


@pytest.mark.parametrize("fields", [{"channel": "phone"}, {"customer": True}])
def test_nor_is_what_they_fill_in_for_somebody_else(badge, fields):
    if "customer" in fields:
        fields = {"customer": Customer.objects.create(name="Cara Caller")}
    Submission.objects.filter(state="draft").update(**fields)
    assert opened(export_of(badge.customer))[0]["drafts"] == []


def test_a_subject_access_request_gets_everything_and_says_what_to_look_at(badge, tmp_path):
    to = tmp_path / "ben.zip"
    call_command("export_person", "--email", "BEN.Barrow@example.org", "--to", str(to), stdout=StringIO())
    said, _page, _names = opened(to.read_bytes())
    (note,) = [row for row in said["requests"][0]["timeline"] if "neighbour" in row["message"]]
    assert note["by"] == "Olu Officer" and note["review_before_handing_out"]
    assert to.stat().st_mode & 0o077 == 0
    with pytest.raises(CommandError, match="there already"):
        call_command("export_person", "--email", "ben.barrow@example.org", "--to", str(to))
    assert opened(everything_about(badge.customer))[0]["requests"][0]["reference"] == badge.reference


@pytest.mark.parametrize(
    "who", [("--email", "nobody@example.org"), ("--mobile", "x"), ("--customer", "nonsense")]
)
def test_nobody_is_said(badge, tmp_path, who):
    with pytest.raises(CommandError, match="Nobody"):
        call_command("export_person", *who, "--to", str(tmp_path / "x.zip"))
