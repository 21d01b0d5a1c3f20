"""The cookies page says everything that the house keeps on a device: a walk and a look at the source find nothing else."""

import re
from pathlib import Path

import pytest

from accounts.models import Role
from content.lists.kept_on_device import KEPT, How, is_listed, kept_by
from content.models import CookiesPage, StandardPage
from tests.factories import (
    PASSWORD,
    client,
    make_article,
    make_page,
    make_partner,
    make_site,
    make_staff,
    make_user,
    signed_in,
)
from tests.forms_engine.council import open_council

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[4]
COOKIES = [one for one in KEPT if one.how == How.COOKIE]
STORED = [one for one in KEPT if one.how == How.STORAGE]


def follow(browser, path, method="get", **data):
    response = getattr(browser, method)(path, **data)
    assert response.status_code < 500, path
    return response


def test_a_walk_through_the_house_finds_no_other_cookie():
    open_council()
    home = make_site("public")
    make_page(home, StandardPage, slug="page")
    make_site("staff")
    make_site("partner")
    make_article(slug="article", public_answer="<p>Words</p>")
    make_user(email="walker@example.org", password=PASSWORD)
    met = set()
    stranger = client()
    for path in ("/", "/page/", "/knowledge/", "/knowledge/article/", "/journeys/", "/nothing/", "/robots.txt",
                 "/account/sign-in/", "/requests/find/"):  # fmt: skip
        met |= follow(stranger, path).cookies.keys()
    assert not follow(client(), "/page/").cookies, "reading sets none"
    follow(stranger, "/journeys/report-a-pothole/")
    met |= follow(stranger, "/journeys/report-a-pothole/", "post").cookies.keys()
    follow(stranger, "/account/sign-in/", "post", data={"email": "walker@example.org", "password": PASSWORD})
    follow(
        stranger,
        "/account/sign-in/code/",
        "post",
        data={"email": "walker@example.org", "address": "walker@example.org"},
    )
    met |= stranger.cookies.keys()
    for browser, paths in (
        (signed_in(make_user()), ("/account/", "/account/details/", "/")),
        (signed_in(make_staff(Role.ADMINISTRATOR), "staff"), ("/", "/admin/", "/admin/pages/", "/queues/")),
        (signed_in(make_partner(), "partner"), ("/", "/requests/")),
    ):
        for path in paths:
            follow(browser, path)
        met |= browser.cookies.keys()
    assert {name for name in met if not is_listed(name, COOKIES)} == set()
    assert {"csrftoken", "submission-report-a-pothole"} <= met


def test_every_place_in_the_source_that_sets_a_cookie_is_known():
    found = set()
    for part in ("site", "forms_engine", "payments", "themes"):
        for file in sorted((ROOT / part).rglob("*.py")):
            if re.search(r"\.set_(?:signed_)?cookie\(", file.read_text()):
                found.add(file.relative_to(ROOT).as_posix())
    assert found == {
        "site/accounts/known_browsers.py",
        "forms_engine/journeys/cookies.py",
        "forms_engine/notices/asking_browser.py",
    }, "write what it is for into content/lists/kept_on_device.py, then name the file here"


def test_scripts_store_nothing_that_is_not_listed():
    for file in sorted((ROOT / "themes" / "assets" / "js").rglob("*.js")):
        text = file.read_text()
        names = dict(re.findall(r'const ([A-Z_]+) = "([^"]+)"', text))
        for name in re.findall(r"(?:local|session)Storage\.setItem\(([^,]+),", text):
            assert is_listed(names.get(name.strip(), name.strip().strip("\"'")), STORED), file.name
        assert "document.cookie" not in text, file.name


def test_the_worker_of_the_offline_page_keeps_only_what_is_listed():
    worker = (ROOT / "themes" / "templates" / "layout" / "service_worker.js").read_text()
    names = re.findall(r"const [A-Z]+ = `([a-z-]+)\$", worker)
    assert names
    assert all(is_listed(f"{name}1", STORED) for name in names)


def test_the_page_says_what_its_host_keeps():
    make_page(make_site("public"), CookiesPage, slug="cookies", title="Cookies")
    text = client().get("/cookies/").content.decode()
    for one in kept_by("public"):
        assert f"<code>{one.name}</code>" in text
    assert "wagtail_sidebar_collapsed" not in text
    assert "wagtail_sidebar_collapsed" in [one.name for one in kept_by("staff")]


def test_names_that_go_on_are_known_by_their_beginning():
    assert is_listed("submission-report-a-pothole")
    assert not is_listed("submission")
    assert not is_listed("_ga")
