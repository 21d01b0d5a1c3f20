import pytest
from accounts.models import Role
from tests.factories import make_page, make_site, make_staff, signed_in, client
pytestmark = pytest.mark.django_db
def test_x():
    make_site("staff"); home = make_site("public")
    page = make_page(home, title="REPORT A POTHOLE", slug="bins", summary="")
    b = signed_in(make_staff(Role.EDITOR), "staff")
    r = b.get(f"/admin/pages/{page.pk}/edit/preview/?in_preview_panel=true")
    t = r.content.decode()
    print(r.status_code, r.headers.get("Content-Security-Policy"))
    i = t.find("gh-found"); print(t[i-100:i+600]); print(t[-900:])
    print("userbar" in client().get("/bins/").content.decode())
    e = b.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    i = e.find("checker-axe-configuration"); print(e[i-50:i+3000])
