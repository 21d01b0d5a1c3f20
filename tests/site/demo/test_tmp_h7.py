import time, pytest
from demo.loading import load_marlshire
pytestmark = pytest.mark.django_db
def test_t(tmp_path):
    for _ in range(2):
        last=[time.monotonic()]
        def say(line):
            print(f"{time.monotonic()-last[0]:6.2f} {line}"); last[0]=time.monotonic()
        load_marlshire(tmp_path/"p.json", say)
