import logging
import resource
import time

import pytest

from content.moving_in import services
from tests.factories import make_site
from tests.site.content.moving_in.moves import begin

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("n", [300, 1500])
def test_big(n):
    logging.disable(logging.INFO)
    home = make_site("public")
    body = "<h2>Head</h2>" + "<p>" + "word " * 400 + "</p><table><tr><th>a<th>b<tr><td>1<td>2</table>" * 3
    text = "Address,Title,Body\n" + "".join(
        f"/s{i // 50}/p{i},Page {i},{body} <a href=/s{i // 50}/p{i + 1}>next</a> {i}\n" for i in range(n)
    )
    t = time.time()
    m0 = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    move = begin(home, text)
    t1 = time.time()
    m1 = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    services.go(move.pk)
    while services.run(move.pk):
        pass
    move.refresh_from_db()
    t2 = time.time()
    m2 = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with open("/tmp/e3_big.txt", "a") as f:
        f.write(
            f"{n} rows: read {t1 - t:.1f}s make {t2 - t1:.1f}s mem {m0 // 1024} {m1 // 1024} {m2 // 1024} MB {move.state} {move.why_not} {move.rows.filter(outcome='carried').count()}\n"
        )
    logging.disable(logging.NOTSET)
