import os
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="true"
import types, mimetypes
from pathlib import Path
import pytest
from urllib.parse import urlsplit
from tests.browser import test_officer_mode as t
from tests.browser.conftest import Eye, PHONE, DESKTOP
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.officer.calls import an_officer
from tests.factories import client
from accounts.roles import Role
pytestmark = pytest.mark.django_db

def bridge(context, browser_client, host):
    def handle(route):
        req = route.request
        u = urlsplit(req.url)
        if u.path.startswith("/static/"):
            name = u.path.removeprefix("/static/")
            import re as _re
            for base in (Path("var/assets"), Path("themes/assets"), Path("themes/static")):
                cand = base/name
                if not cand.exists():
                    cand = base/_re.sub(r"\.[0-9a-f]{12}(\.\w+)$", r"\1", name)
                if cand.exists():
                    return route.fulfill(body=cand.read_bytes(), content_type=mimetypes.guess_type(str(cand))[0] or "text/plain")
            return route.fulfill(status=200, body="", content_type="text/css" if name.endswith("css") else "text/javascript")
        path = u.path + ("?"+u.query if u.query else "")
        h = req.headers
        r = browser_client.generic(req.method, path, req.post_data_buffer or b"", content_type=h.get("content-type","application/octet-stream"))
        body = b"".join(r.streaming_content) if r.streaming else r.content
        headers = {k: v for k, v in r.items() if k.lower() not in ("content-length",)}
        route.fulfill(status=r.status_code, headers=headers, body=body)
    context.route("**/*", handle)

def open_page_for(browser, clients):
    def opened(size, javascript=True):
        ctx = browser.new_context(viewport=size, java_script_enabled=javascript)
        c, host = clients.pop(0)
        bridge(ctx, c, host)
        page = ctx.new_page(); page.set_default_timeout(8000)
        twin = None if javascript else browser.new_context(viewport=size).new_page()
        return page, Eye(page, twin, Path("/tmp/h5pics"))
    return opened

HOUSE = types.SimpleNamespace(public="http://localhost", staff="http://staff.localhost")

@pytest.mark.parametrize("size,js", [(DESKTOP, True), (PHONE, False)])
def test_walk(browser, size, js, monkeypatch):
    open_council()
    user, b = an_officer(Role.FINANCE)
    monkeypatch.setattr(t, "sign_in", lambda *a: None)
    t.test_a_pothole_and_a_badge_are_taken_over_the_phone_by_keyboard(HOUSE, open_page_for(browser, [(b, "s")]), size, js)

@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_spoken(browser, size, monkeypatch):
    open_council()
    user, b = an_officer(Role.FINANCE)
    monkeypatch.setattr(t, "sign_in", lambda *a: None)
    t.test_what_a_resident_has_begun_is_gone_on_with_by_its_spoken_code(HOUSE, open_page_for(browser, [(client(), "p"), (b, "s")]), size)
