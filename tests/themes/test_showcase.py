"""The page that shows every component: for whoever works on pages, in any of the three themes."""

import pytest

from accounts.models import Role
from config.environment import ROOT
from tests.factories import make_site, make_staff, signed_in
from tests.themes.markup import Markup
from themes.showcase import COMPONENTS, Fields

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make_site("staff")


@pytest.mark.parametrize("theme", ["public", "staff", "partner"])
def test_it_shows_all_there_is(theme):
    answer = signed_in(make_staff(Role.EDITOR), "staff").get(f"/components/?theme={theme}")
    page = Markup(answer.content.decode())
    page.check_references()
    shown = {element.text for element in page.all("code")}
    assert set(COMPONENTS) <= shown
    assert any(f"css/{theme}" in element.attrs.get("href", "") for element in page.all("link"))


def test_a_theme_nobody_knows_is_the_sites_own():
    answer = signed_in(make_staff(Role.EDITOR), "staff").get("/components/?theme=../../etc")
    assert answer.status_code == 200


def test_it_is_nobody_elses():
    assert signed_in(make_staff(Role.OFFICER), "staff").get("/components/").status_code == 403


def test_every_kind_of_field_is_in_it():
    templates = {file.stem for file in (ROOT / "themes/templates/components/field").glob("[!_]*.html")}
    shown = {
        field.template_name.rsplit("/", 1)[1].removesuffix(".html") for field in Fields.base_fields.values()
    }
    # Many files at once is the desk's own, and needs a request it belongs to.
    assert templates - shown == {"many_files"}
