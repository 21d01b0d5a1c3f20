"""Settings of the tests: the product's own, in a house of their own in a temporary folder.

pytest-django loads settings before any conftest, so what the environment has to say is said here. The first
process makes the folder's name; the parallel ones and the processes that tests start inherit it.
"""

import os
import tempfile
from pathlib import Path

if "GUILDHALL_TEST_HOUSE" not in os.environ:
    os.environ["GUILDHALL_TEST_HOUSE"] = tempfile.mkdtemp(prefix="guildhall-tests-")
TEST_HOUSE = os.environ["GUILDHALL_TEST_HOUSE"]

# Whatever the developer's own environment says, tests run the demonstration and reach nothing outside.
for name in (
    "BASE_DOMAIN",
    "CACHE_URL",
    "CLAMAV_URL",
    "EMAIL_URL",
    "STRIPE_SECRET_KEY",
    "STRIPE_API",
    "STRIPE_WEBHOOK_SECRETS",
    "BREAK_GLASS_EMAIL",
    "STAFF_OPENID_BRINGS_SECOND_FACTOR",
    "STAFF_OPENID_CLIENT_ID",
    "STAFF_OPENID_CLIENT_SECRET",
    "STAFF_OPENID_ISSUER",
    "STAFF_OPENID_ROLES",
    "STAFF_OPENID_ROLES_CLAIM",
    "STAFF_OPENID_TENANT",
):
    os.environ.pop(name, None)
os.environ.update(
    GUILDHALL_MODE="demo",
    GUILDHALL_VAR=f"{TEST_HOUSE}/var",
    DATABASE_URL=f"postgresql://guildhall@/guildhall?host={TEST_HOUSE}/socket",
    PORT="8000",
    # Playwright's sync API keeps an event loop running in the test's thread, which is no reason for Django to
    # refuse the database to that thread.
    DJANGO_ALLOW_ASYNC_UNSAFE="true",
)

# WhiteNoise complains of a folder that is not there, once for every test client.
Path(TEST_HOUSE, "var", "static").mkdir(parents=True, exist_ok=True)

from config.environment import ROOT  # noqa: E402 - after the environment is set
from running.catalogues import compile_catalogues  # noqa: E402

compile_catalogues(ROOT)

from config.settings import *  # noqa: E402, F403 - after the environment is set
from config.settings import DATABASES, STORAGES  # noqa: E402

# Wagtail's tasks (index, references) run at once: there is no worker. Tests of the worker set the real backend.
TASKS = {"default": {"BACKEND": "tests.tasks.Backend"}}
# Every account a test makes would cost a tenth of a second.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Names without hashes: pages can be rendered without building the assets first.
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATICFILES_DIRS: list[str] = []
# Counting what a page asks the database would count nothing. The page cache's own tests ask for `page_cache`.
PAGE_CACHE = False
# What a test changes is seen by its next request.
PAGE_CACHE_READ_EVERY = 0.0
# A connection that outlives its test would keep a database from being dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
