import os, threading
from wsgiref.simple_server import make_server, WSGIServer, WSGIRequestHandler
from socketserver import ThreadingMixIn
import pytest
from accounts.roles import Role
from tests.factories import make_staff, signed_in, host
from tests.forms_engine.council import open_council
from tests.browser.conftest import Eye, DESKTOP, PHONE
from pathlib import Path
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
class S(ThreadingMixIn, WSGIServer): daemon_threads = True
class Q(WSGIRequestHandler):
    def log_message(self, *a): pass

def test_walk(committing_db, browser, settings):
    from tests.live_house import build_assets_once
    assets = build_assets_once()
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    settings.STATICFILES_DIRS = [str(assets)]
    settings.ALLOWED_HOSTS = ["*"]
    settings.CSRF_TRUSTED_ORIGINS = ["http://*"]
    open_council()
    user = make_staff(Role.OFFICER, name="Ida")
    cookie = signed_in(user, "staff").cookies["sessionid"] if "sessionid" in signed_in(user, "staff").cookies else None
    from django.conf import settings as s
    cookie = signed_in(user, "staff").cookies[s.SESSION_COOKIE_NAME].value
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.core.wsgi import get_wsgi_application
    app = get_wsgi_application()
    static = StaticFilesHandler(app)
    def wsgi(env, start):
        env["HTTP_HOST"] = host("staff")
        if env.get("HTTP_ORIGIN"): env["HTTP_ORIGIN"] = "http://" + host("staff")
        if env.get("HTTP_REFERER"): del env["HTTP_REFERER"]
        return static(env, start) if env["PATH_INFO"].startswith("/static/") else app(env, start)
    server = make_server("127.0.0.1", 0, wsgi, S, Q)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    from tests.browser.test_desk import Keyboard, ready, log_one
    from playwright.sync_api import expect
    import tests.browser.test_desk as td
    for size in (DESKTOP, PHONE):
        context = browser.new_context(viewport=size)
        context.add_cookies([{"name": s.SESSION_COOKIE_NAME, "value": cookie, "url": base}])
        page = context.new_page()
        folder = Path("/tmp/h2pics/walk%d" % size["width"]); folder.mkdir(parents=True, exist_ok=True)
        eye = Eye(page, None, folder)
        keys = Keyboard(page)
        for letters, down in [("hig", 0), ("blu", 2), ("mai", 4), ("badge", 0)]:
            before = keys.pressed
            page.goto(f"{base}/workplace/desk/"); ready(page)
            keys.press("l")
            log_one(page, keys, letters, down)
            print(letters, keys.pressed - before)
            assert keys.pressed - before <= 12
        eye.look("logged")
        keys.press("d")
        expect(page.get_by_role("combobox", name="Service")).to_have_value("d")
        keys.press("Escape", "Escape", "d")
        page.wait_for_url("**/workplace/desk/")
        ready(page)
        keys.press("f"); keys.type("nia"); keys.press("Enter")
        expect(page.get_by_text("Make a new customer")).to_be_visible()
        eye.look("found")
        page.goto(f"{base}/workplace/desk/log/")
        page.get_by_label("Handed on to somebody else").check()
        expect(page.get_by_label("Which team?")).to_be_visible()
        expect(page.get_by_label("Reference of their request")).to_be_hidden()
        eye.look("revealed")
        context.close()
    server.shutdown()
