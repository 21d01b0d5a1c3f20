import pytest, re
pytestmark = pytest.mark.django_db
def test_dbg(world, people):
    t = {x.name: x for x in world.things}
    b = people["officer-beta"].browser()
    r = b.get(f"/workplace/requests/{t['open'].reference}/").content.decode()
    for x in ("alpha-only","alpha-restricted"):
        for m in re.finditer(t[x].reference, r): print("CTX", x, r[max(0,m.start()-300):m.end()+60].replace("\n"," "))
    r = b.get(f"/workplace/requests/{t['open'].reference}/ask/").content.decode()
    for m in re.finditer(t["alpha-only"].reference, r): print("CTX2", r[max(0,m.start()-300):m.end()+60].replace("\n"," "))
    a = people["Ann"].browser(); a.raise_request_exception=True
    import traceback
    try:
        print("PAY", a.post(f"/requests/{t['open'].reference}/pay/").status_code)
    except Exception as e: print("PAYERR", repr(e)[:300])
    c = people["lead-alpha"].browser()
    print("OPS", c.get("/workplace/operations/deliveries/").content.decode().count(t["open"].reference), people["administrator"].browser().get("/workplace/operations/deliveries/").content.decode().count(t["open"].reference))
