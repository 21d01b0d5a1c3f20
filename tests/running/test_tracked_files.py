"""The check of what git tracks finds what it is for, and finds nothing here."""

import subprocess

import pytest

from config.environment import ROOT
from running.tracked_files import complaints, look_into


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("requirements.lock", "x @ https" + "://host/x.whl", "holds an address"),
        ("themes/assets/package-lock.json", '"resolved": "https' + '://host/x.tgz"', "holds an address"),
        ("a.py", "key = 'sk_live" + "_abcdefghijkl'", "a live Stripe key"),
        ("a.pem", "-----BEGIN RSA " + "PRIVATE KEY-----", "a private key"),
        ("a.py", "open('/home" + "/anna/x')", "a folder of one machine"),
        ("a.sh", "pip install --index" + "-url x", "a package registry"),
        ("a.py", "open('/srv/checkout/x')", "a folder of one machine"),
    ],
)
def test_what_may_not_be_tracked_is_found(name, text, words):
    (complaint,) = look_into(name, text, root="/srv/checkout")
    assert words in complaint


def test_addresses_are_fine_elsewhere():
    assert look_into("README.md", "https://www.gov.uk/ and /workplace/queues/", root="/srv/checkout") == []


def test_sources_that_git_ignores_are_found(tmp_path):
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text("site/\n")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "lost.py").touch()
    assert complaints(tmp_path) == ["site/lost.py is ignored by git, and with it lost to everybody else."]


def test_nothing_is_wrong_with_this_checkout():
    assert complaints(ROOT) == []
