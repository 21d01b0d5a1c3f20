from tests import marlshire
marlshire.DATABASE = "template_marl_f"
import json, pathlib, time
import pytest
def test_hold(house):
    pathlib.Path("/tmp/f_house.json").write_text(json.dumps({"staff": house.staff, "public": house.public, "accounts": house.prepared.accounts, "var": str(house.var)}))
    end = time.time() + 2400
    while time.time() < end and not pathlib.Path("/tmp/f_stop").exists():
        time.sleep(1)
