"""An editor chooses the journey of a service's page by its title."""

import pytest

from accounts.models import Role
from content.models import ServicePage
from tests.factories import make_page, make_site, make_staff, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.small_journey import publish_skip

pytestmark = pytest.mark.django_db


def test_a_journey_is_chosen_by_its_title_and_no_other_is_taken():
    open_council()
    publish_skip()
    page = make_page(make_site(), ServicePage, slug="skips", journey_slug="long-gone")
    editor = signed_in(make_staff(Role.EDITOR), "staff")
    address = f"/admin/pages/{page.pk}/edit/"
    shown = editor.get(address).content.decode()
    assert '<option value="hire-a-skip">Hire a skip</option>' in shown
    assert "long-gone (cannot be started now)</option>" in shown

    form = {
        "title": "Skips",
        "slug": "skips",
        "body-count": "0",
        "actions-count": "0",
        "comments-TOTAL_FORMS": "0",
    }
    form |= {"comments-INITIAL_FORMS": "0", "next": ""}
    refused = editor.post(address, form | {"journey_slug": "no-such-journey"})
    assert "is not one of the available choices" in refused.content.decode()
    assert editor.post(address, form | {"journey_slug": "hire-a-skip"}).status_code == 302
    saved = ServicePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert saved.journey_slug == "hire-a-skip"
