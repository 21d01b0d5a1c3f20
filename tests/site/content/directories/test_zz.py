import re
from tests.site.content.directories.test_directory import *
pytestmark = pytest.mark.django_db
def test_q(directory):
    def asked():
        client().get("/libraries/?has=has:cafe&words=e")
        with CaptureQueriesContext(connection) as captured:
            client().get("/libraries/?has=has:cafe&words=e")
        return [q["sql"][:200] for q in captured]
    a=asked()
    for number in range(30): make_entry(directory, f"Extra {number}", "has:cafe")
    b=asked()
    print("\n".join(a)); print("-----"); print("\n".join(b))
