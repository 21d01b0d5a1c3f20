"""A draft is reviewed before it is published; a page that moves leaves its old addresses leading on."""

import pytest
from wagtail.models import Workflow

from accounts.models import Role
from content.models import StandardPage
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    make_site("staff")
    return make_site("public")


def test_who_may_not_publish_asks_and_who_may_agrees(home):
    page = make_page(home, title="Bins", slug="bins")
    writer, publisher = make_staff(Role.EDITOR), make_staff(Role.EDITOR, Role.PUBLISHER)
    draft = StandardPage.objects.get(pk=page.pk)
    assert not draft.permissions_for_user(writer).can_publish()
    draft.title = "Bins from spring"
    draft.save_revision(user=writer)
    Workflow.objects.get(name="Publishers approval").start(draft, writer)
    task = StandardPage.objects.get(pk=page.pk).current_workflow_task_state
    approve = f"/admin/pages/workflow/action/{page.pk}/approve/{task.pk}/"
    signed_in(writer, "staff").post(approve, {"comment": ""})
    assert "Bins from spring" not in client().get("/bins/").content.decode()
    shown = signed_in(publisher, "staff").get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert "Approve" in shown
    signed_in(publisher, "staff").post(approve, {"comment": ""})
    assert "Bins from spring" in client().get("/bins/").content.decode()


def test_a_move_leads_the_old_addresses_of_the_page_and_all_below_on(
    home, django_capture_on_commit_callbacks
):
    roads = make_page(home, title="Roads", slug="roads")
    page = make_page(home, title="Potholes", slug="potholes")
    make_page(page, title="Report one", slug="report")
    browser = signed_in(make_staff(Role.EDITOR, Role.PUBLISHER), "staff")
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(f"/admin/pages/{page.pk}/move/{roads.pk}/confirm/", {})
    assert answer.status_code == 302
    for old, new in (("/potholes/", "/roads/potholes/"), ("/potholes/report/", "/roads/potholes/report/")):
        led = client().get(old)
        assert led.status_code == 301 and led.headers["Location"].endswith(new)
        assert client().get(new).status_code == 200


def test_so_does_a_new_slug(home, django_capture_on_commit_callbacks):
    page = make_page(home, title="Potholes", slug="potholes")
    with django_capture_on_commit_callbacks(execute=True):
        publish(StandardPage.objects.get(pk=page.pk), slug="holes")
    led = client().get("/potholes/")
    assert led.status_code == 301 and led.headers["Location"].endswith("/holes/")
