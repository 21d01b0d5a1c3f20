from accounts.models import User
import re, os
from pathlib import Path
from uuid import uuid4
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="1"
from accounts.roles import Role
from tests.browser.conftest import DESKTOP, PHONE, RULES
from tests.live_house import build_assets_once
from audiences.admission import admit
from forms_engine.locations.models import Location
from forms_engine.requests.added_files import Sending, add_files
from forms_engine.requests.asking_customer import ask
from forms_engine.requests.models import Customer, Outcome, ReplyTemplate
from forms_engine.requests.splitting import Part, split
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import photo
pytestmark = pytest.mark.django_db

def test_look(report, officer, send_report):
    principal = admit(make_staff(Role.OFFICER), "staff")
    Customer.objects.filter(pk=report.customer_id).update(needs="Uses a text phone.\nLarge print.", language="cy")
    Location.objects.filter(pk=report.location_id).update(latitude=52.11, longitude=-1.9)
    Outcome.objects.create(service=report.service, slug="a", name="Repaired", words={"en":"x"})
    Outcome.objects.create(service=report.service, slug="b", name="Not ours", ends="closed")
    ReplyTemplate.objects.create(slug="thanks", name="Thank you, we are looking at it", body={"en": "Thanks {name}"})
    add_files(principal, report.id, Sending([photo("a.jpg"), photo("b.jpg")], uuid4()), words="The kerb", shown=True)
    add_files(principal, report.id, Sending([photo("c.jpg")], uuid4()), words="", shown=False)
    split(principal, report.id, Part("A badge", "blue-badge", "More"), seen="received")
    ask(principal, report.id, "Which side?", wants_files=True, seen="received", read=None)
    base = f"/workplace/requests/{report.reference}/"
    pages = {"page": officer.get(base), "reply": officer.get(base + "?reply=thanks"), "split": officer.get(base + "split/"),
      "splitwrong": officer.post(base + "split/", {"seen": "waiting"}), "cust": officer.get(base + "as-customer/"),
      "wrongask": officer.post(base + "ask/", {}), "wrongfiles": officer.post(base + "files/", {}), "wrong": officer.post(base, {"seen": "waiting", "state": "resolved", "message": ""})}
    user = make_staff(); 
    pub = signed_in(__import__("tests.factories", fromlist=["make_user"]).make_user(), "public")
    report.customer.user = User.objects.get(pk=pub.session["_auth_user_id"]); report.customer.save()
    pages["portal"] = pub.get(f"/requests/{report.reference}/")
    pages["portalwrong"] = pub.post(f"/requests/{report.reference}/message/", {"message": ""})
    files = {n: a.content.decode() for n, a in pages.items() if a.status_code == 200}
    print({n: a.status_code for n, a in pages.items()})
    assets = Path("/work/seven/var/assets"); themes = Path("/work/seven/themes/assets")
    build_assets_once()
    bad = []
    with sync_playwright() as p:
        b = p.chromium.launch()
        for size, sn in ((PHONE, "phone"), (DESKTOP, "desktop")):
            for name, html in files.items():
                ctx = b.new_context(viewport=size); pg = ctx.new_page(); errs = []
                pg.on("console", lambda m: errs.append(m.text) if m.type == "error" else None); pg.on("pageerror", lambda e: errs.append(str(e)))
                def serve(route):
                    u = route.request.url.split("?")[0]
                    if "/static/" in u:
                        f = assets / u.split("/static/")[1]
                        f = f if f.exists() else themes / u.split("/static/")[1]
                        return route.fulfill(path=str(f)) if f.exists() else route.abort()
                    if route.request.resource_type == "document": return route.fulfill(body=html, content_type="text/html")
                    return route.fulfill(status=200, body=photo().read(), content_type="image/jpeg")
                pg.route("**/*", serve)
                pg.goto("http://staff.localhost:9/x/"); pg.wait_for_timeout(700)
                pg.screenshot(path=f"/tmp/d_axe/{sn}-{name}.png", full_page=True)
                v = Axe().run(pg, options=RULES).response["violations"]
                wide = pg.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if v or wide > 0 or errs: bad.append((sn, name, wide, errs[:3], [(x["id"], [n["html"][:200] for n in x["nodes"]][:3]) for x in v]))
                ctx.close()
        b.close()
    for one in bad: print(one)
    assert not bad
