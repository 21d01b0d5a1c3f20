import os, re
from pathlib import Path
import pytest, wagtail
from accounts.models import Role
from content.models import NewsIndexPage
from tests.browser.conftest import RULES
from tests.factories import make_page, make_site, make_staff, signed_in
from tests.site.content.moving_in.moves import RULES as MR, WOLD, begin, move_in
pytestmark = pytest.mark.django_db
def test_axe():
    make_site("staff"); home = make_site("public")
    make_page(home, NewsIndexPage, slug="news", title="News")
    c = begin(home, "Address,Title\n/zz,New\n")
    m = move_in(home, WOLD / "crawl.csv", saved=WOLD / "pages", rules=MR)
    b = signed_in(make_staff(Role.PUBLISHER), "staff")
    from tests.site.content.moving_in.test_old_addresses import ask
    ask("/parking/round.aspx"); ask("/about/jobs.aspx")
    out = Path("/tmp/e3_html"); out.mkdir(exist_ok=True)
    for name, at in {"list": "/admin/moving-in/", "checked": f"/admin/moving-in/{c.pk}/", "done": f"/admin/moving-in/{m.pk}/", "lines": f"/admin/moving-in/{m.pk}/lines/", "missing": f"/admin/moving-in/{m.pk}/not-carried/", "old": "/admin/old-addresses/"}.items():
        r = b.get(at); assert r.status_code == 200
        (out / f"{name}.html").write_text(r.content.decode())
    assert (out / "old.html").read_text().count("round.aspx")
