"""nginx with the configuration we ship, in front of the production web server: what it keeps, and what it never does."""

import http.client
import re
import time

import pytest

from accounts.models import Role
from tests.factories import make_page, make_site, make_staff, make_user, publish, signed_in
from tests.serving import CONFIGURATION, find_nginx, free_port, gunicorn, nginx

pytestmark = pytest.mark.skipif(
    find_nginx() is None, reason="no nginx on this machine: install nginx to run these"
)


@pytest.fixture(scope="module")
def nothing_left_to_fill_in():
    text = re.sub(r"#.*", "", CONFIGURATION.read_text())
    assert set(re.findall(r"@[A-Z_]+@", text)) == {
        f"@{name}@"
        for name in ("LISTEN", "HOSTS", "PUBLIC_HOST", "GUNICORN", "STATIC", "CACHE", "LOG", "PROXIES")
    }


class Front:
    """What answers at nginx."""

    def __init__(self, port, log):
        self.port, self.log = port, log

    def get(self, path, *, host="localhost", method="GET", **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = {
            "Host": f"{host}:{self.port}",
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        connection.request(method, path, headers=sent)
        response = connection.getresponse()
        response.body = response.read()
        connection.close()
        return response

    def state(self, path, **more):
        return self.get(path, **more).headers["X-Cache-Status"]


@pytest.fixture
def front(committing_db, tmp_path, nothing_left_to_fill_in):
    home = make_site("public")
    make_page(home, slug="roads", title="Before")
    make_page(make_site("staff"), slug="rota", title="Rota")
    behind, before = free_port(), free_port()
    environment = {**committing_db.environment, "GUILDHALL_VAR": str(tmp_path), "PORT": str(before)}
    server = gunicorn(tmp_path, environment, "tests.deploy.settings", behind)
    proxy = nginx(tmp_path, before, behind)
    yield Front(before, tmp_path / "access.log")
    proxy.stop()
    server.stop()


def cookie_of(browser):
    return f"sessionid={browser.cookies['sessionid'].value}"


def test_what_nginx_keeps_and_never_keeps(front):
    """One house for all of it: starting one takes seconds."""
    # A public page is kept, and given out until a second has gone.
    assert front.state("/roads/") == "MISS"
    kept = next(
        answer for _ in range(20) if (answer := front.get("/roads/")).headers["X-Cache-Status"] == "HIT"
    )
    assert kept.status == 200
    assert b"Before" in kept.body
    assert kept.headers["Content-Security-Policy"]
    assert kept.headers["Cache-Control"] == "public, max-age=0, s-maxage=1"

    # A browser that has it is told so.
    same = front.get("/roads/", If_None_Match=kept.headers["ETag"])
    assert same.status == 304
    assert not same.body

    # Compressed for who can take it.
    assert front.get("/roads/", Accept_Encoding="gzip").headers["Content-Encoding"] == "gzip"

    # What is published is there as soon as the second it is kept for is over.
    from content.models import StandardPage

    publish(StandardPage.objects.get(slug="roads"), title="After")
    published = time.monotonic()
    while b"After" not in front.get("/roads/").body:
        assert time.monotonic() - published < 20
        time.sleep(0.05)

    # The intranet is never kept, signed in or not.
    officer = cookie_of(signed_in(make_staff(Role.OFFICER), "staff"))
    for _ in range(2):
        page = front.get("/rota/", host="staff.localhost", Cookie=officer)
        assert page.status == 200
        assert page.headers["X-Cache-Status"] == "BYPASS"
        assert page.headers["Cache-Control"] == "private, no-store"
    assert front.get("/rota/", host="staff.localhost").status in {302, 401}
    assert front.state("/account/sign-in/", host="staff.localhost") == "BYPASS"

    # Nor is anything for or about somebody known.
    resident = cookie_of(signed_in(make_user(name="Canary Jones")))
    known = front.get("/roads/", Cookie=resident)
    assert known.headers["X-Cache-Status"] == "BYPASS"
    assert b"Sign out" in known.body
    for _ in range(2):
        assert b"Sign out" not in front.get("/roads/").body
    assert front.state("/api/v1/pages/", Authorization="Bearer canary") == "BYPASS"

    # An answer that sets a cookie is never kept.
    for _ in range(2):
        asked = front.get("/account/sign-in/")
        assert asked.headers["Set-Cookie"]
        assert asked.headers["X-Cache-Status"] == "MISS"

    # Addresses that are not ours, and what a visitor claims to be.
    assert front.get("/", host="elsewhere.example").status == 404
    claimed = front.get("/api/v1/pages/?limit=1", X_Forwarded_Host="evil.example", X_Forwarded_Proto="https")
    assert b"evil.example" not in claimed.body
    assert b"https://localhost" not in claimed.body

    # References and query strings stay out of the log.
    front.get("/requests/CANARY-1234/")
    front.get("/feedback/canary/")
    front.get("/journeys/report-a-pothole/saved/canary/?token=canary")
    front.get("/waste/bin-days/990010000037/calendar.ics")
    front.get("/roads/?email=canary@example.org")
    asked = time.monotonic()  # nginx writes its log once a second
    while (
        "/roads/" not in (log := front.log.read_text()).rpartition("/saved/...")[2] or "/saved/..." not in log
    ) and time.monotonic() - asked < 10:
        time.sleep(0.1)
    assert "/requests/..." in log
    assert "/journeys/report-a-pothole/saved/..." in log
    assert "/waste/bin-days/..." in log
    assert "990010000037" not in log
    assert "anary" not in log.lower()
