"""What a public page costs, as ratios taken in one run (``make bench``): not kept, kept by Django, kept by nginx.

All of it under the production web server with the house's own settings, on one machine and one PostgreSQL server.
"""

import subprocess
import sys

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from config.environment import ROOT
from content.founding import make_public_collection
from demo.sites import load_sites
from tests.bench.load import Target, once, rate
from tests.bench.table import AtLeast, report
from tests.factories import client
from tests.serving import find_nginx, free_port, gunicorn, nginx

pytestmark = [
    pytest.mark.bench,
    pytest.mark.skipif(find_nginx() is None, reason="no nginx on this machine: install nginx to measure it"),
]

PAGE = "/roads-and-transport/report-a-pothole/"  # three levels deep
PEER = "/blog/loaf/"
# nginx is quicker than a Python process can ask one request at a time, and ends a connection after a thousand.
QUICK = 10
SERVED_FILE = """
keepalive_requests 100000000;
server {{ listen 127.0.0.1:{port}; location = /page {{ default_type text/html; alias {folder}/page; }} }}
"""


@pytest.fixture
def peer(committing_db, tmp_path):
    """The peer's page under the same web server: its port, and what its page costs."""
    name, media = f"{committing_db.name}_peer", tmp_path / "peer-media"
    url = committing_db.url.replace(f"/{committing_db.name}?", f"/{name}?")
    with psycopg.connect(committing_db.url, autocommit=True) as admin:
        admin.execute(f"create database {name}")
        environment = {
            **committing_db.environment,
            "PEER_DATABASE_URL": url,
            "PEER_MEDIA": str(media),
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "tests.bench.peer.settings",
        }
        built = subprocess.run(
            [sys.executable, "-m", "tests.bench.peer.build"],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert built.returncode == 0, built.stderr[-2000:]
        queries, size, status = built.stdout.split()[-3:]
        assert status == "200"
        folder, port = tmp_path / "peer", free_port()
        folder.mkdir()
        server = gunicorn(
            folder, environment, "tests.bench.peer.settings", port, app="tests.bench.peer.wsgi:application"
        )
        yield port, int(queries), int(size)
        server.stop()
        admin.execute(f"drop database {name} with (force)")


def test_public_pages(committing_db, tmp_path, peer):
    make_public_collection()
    load_sites()
    client().get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        page = client().get(PAGE)
    peer_port, peer_queries, peer_size = peer
    print(f"\n{PAGE}: {len(asked)} queries, {len(page.content):,} bytes")
    print(f"{PEER}: {peer_queries} queries, {peer_size:,} bytes")

    environment = {**committing_db.environment, "GUILDHALL_VAR": str(tmp_path)}
    rates = {"peer": rate(Target(peer_port, PEER))}
    for name, switch in (("made anew", "off"), ("kept", "on")):
        folder, port = tmp_path / switch, free_port()
        folder.mkdir()
        server = gunicorn(folder, {**environment, "PAGE_CACHE": switch}, "tests.deploy.settings", port)
        rates[name] = rate(Target(port, PAGE))
        if switch == "on":
            answer = once(Target(port, PAGE))
            (folder / "page").write_bytes(answer.partition(b"\r\n\r\n")[2])
            folder.chmod(0o755)
            behind, plain = free_port(), free_port()
            proxy = nginx(folder, behind, port, SERVED_FILE.format(port=plain, folder=folder))
            rates["a file by nginx"] = rate(Target(plain, "/page", pipelined=QUICK))
            rates["kept by nginx"] = rate(Target(behind, PAGE, pipelined=QUICK))
            proxy.stop()
        server.stop()
    for name, answers in rates.items():
        print(f"{name:<20} {answers:10,.0f} a second")
    report(
        AtLeast("a public page, made anew", rates["made anew"] / rates["peer"], "the peer's page", 2.5),
        AtLeast(
            "the same, kept by Django", rates["kept"] / rates["a file by nginx"], "a file by nginx", 0.05
        ),
        AtLeast(
            "the same, kept by nginx",
            rates["kept by nginx"] / rates["a file by nginx"],
            "a file by nginx",
            0.75,
        ),
    )
