import os, re
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]="true"
import pytest
from pathlib import Path
from axe_playwright_python.sync_playwright import Axe
from tests.browser.conftest import RULES, PHONE, DESKTOP
from tests.forms_engine.council import open_council, photo
from tests.forms_engine.journeys.officer.calls import *
from tests.factories import client
pytestmark = pytest.mark.django_db
def test_axe(browser, db):
    open_council()
    from accounts.roles import Role
    user, b = an_officer(Role.FINANCE)
    pages = {}
    pages["journeys"] = b.get(address("officer_journeys")).content.decode()
    pages["start"] = b.get(address("officer_journey", "report-a-pothole")).content.decode()
    call = begin(b, "report-a-pothole"); pages["screen"]=call.html
    call.press(**{"your-email": "x"}); pages["wrong"]=call.html
    call.press(**{"your-email": "", "dangerous":"no","where_description":"High Street","category":"road","your-name":"Ann"}); pages["all"]=call.html
    call.press("send"); pages["done"]=b.get(address("officer_done", "report-a-pothole", call.id)).content.decode()
    pages["draft"] = b.get(address("officer_draft")).content.decode()
    pages["draft-wrong"] = b.post(address("officer_draft"), {"code":"x"}).content.decode()
    r = client(); r.post("/journeys/report-a-pothole/")
    pages["phone"]=r.post("/journeys/report-a-pothole/saved/phone/").content.decode()
    pages["public-page"]=r.get("/journeys/report-a-pothole/location/").content.decode()
    badge = begin(b, "apply-for-a-blue-badge"); badge.press(benefit="none", **{"date-of-birth_day":"1","date-of-birth_month":"2","date-of-birth_year":"1960"}); pages["badge"]=badge.html
    out=Path("/tmp/h5pics"); bad=[]
    for size, name0 in ((PHONE,"phone"),(DESKTOP,"desktop")):
        pg = browser.new_context(viewport=size).new_page()
        for name, html in pages.items():
            css = Path("var/assets/css/%s.css" % ("public" if name in ("phone","public-page") else "staff")).read_text()
            html = re.sub(r"<script[^>]*src[^>]*></script>", "", html)
            html = re.sub(r'<link rel="stylesheet"[^>]*>', "<style>"+css.replace("\\","\\\\")+"</style>", html)
            pg.set_content(html)
            pg.screenshot(path=out/f"{name0}-{name}.png", full_page=True)
            v = Axe().run(pg, options=RULES).response["violations"]
            bad += [f"{name0} {name} {each['id']}: {[n['html'][:200] for n in each['nodes']][:3]}" for each in v]
            wide = pg.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide>0: bad.append(f"{name0} {name} wide {wide}")
    print("\n".join(bad))
    assert 0
