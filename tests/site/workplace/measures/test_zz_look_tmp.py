import re
from pathlib import Path
import pytest
from axe_playwright_python.sync_playwright import Axe
from forms_engine.requests.measures.counting import count_open_months
from tests.browser.conftest import RULES
from tests.site.workplace.measures.conftest import NOW
pytestmark = [pytest.mark.django_db, pytest.mark.browser]
def test_look(counted, manager, browser, django_db_blocker, touch, potholes):
    import random
    r=random.Random(1)
    for m in range(2,13):
        for d in range(1,29,2):
            touch(m,d,channel=r.choice(["web","web","phone","desk","email"]),service=potholes,outcome=r.choice(["answered","handed-on","signposted"]),reason=r.choice(["question","chase"]))
    count_open_months(NOW)
    pages={n: manager.get("/workplace/measures/"+q).content.decode() for n,q in (("main",""),("contacts","?measure=contacts"),("definitions","definitions/"),("error","?month=2001-01"))}
    css=Path("/work/seven/var/assets/css/staff.css").read_text()
    for size,name in (({"width":1280,"height":900},"desktop"),({"width":320,"height":740},"phone")):
        ctx=browser.new_context(viewport=size)
        for n,html in pages.items():
            page=ctx.new_page()
            page.route("**/*", lambda route: route.fulfill(body=html,content_type="text/html") if route.request.url.endswith("/x/") else route.fulfill(body=css,content_type="text/css") if ".css" in route.request.url else route.abort())
            page.goto("http://staff.localhost:9/x/")
            if not page.evaluate("document.styleSheets.length"): page.add_style_tag(content=css)
            page.screenshot(path=f"/tmp/lead/h8/pics/{name}-{n}.png",full_page=True)
            found=Axe().run(page,options=RULES).response["violations"]
            print(name,n,[(v["id"],[x["html"][:160] for x in v["nodes"]][:4]) for v in found], "wide", page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
            if n=="main":
                page.emulate_media(media="print"); page.screenshot(path=f"/tmp/lead/h8/pics/{name}-print.png",full_page=True)
            page.close()
