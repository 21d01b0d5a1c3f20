import pytest
pytestmark = pytest.mark.django_db
def test_dbg(world, people):
    from tests.leaks.desk.samples import without_real_ids
    print("NOREAL", without_real_ids(world))
    b = people["case-officer-alpha"].browser()
    b.raise_request_exception = True
    import traceback
    done=set()
    from tests.leaks.desk.samples import asked_on
    from django.db import transaction
    for m,a in asked_on(world,"staff"):
        if "/workplace/" not in a: continue
        key=m+a.split(world.things[0].reference)[-1] if world.things[0].reference in a else m+a
        try:
            with transaction.atomic():
                r=b.generic(m,a,content_type="application/x-www-form-urlencoded")
                if r.status_code>=500: print("S5",m,a)
                transaction.set_rollback(True)
        except Exception as e:
            t=traceback.format_exc().splitlines()
            k=repr(e)[:150]
            if k not in done:
                done.add(k)
                print("ERR",m,a,k, [l.strip() for l in t if "/work/seven" in l][-3:])
