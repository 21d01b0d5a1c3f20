"""A plain Wagtail site with one blog page, of the shape of Wagtail's own demonstration: what our pages are held against.

Its address is in ``PEER_DATABASE_URL``; it shares the machine, the web server and the PostgreSQL server with the house.
"""

import os

from config.environment_database import parse_database_url

SECRET_KEY = "bench"
DEBUG = False
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "tests.bench.peer.urls"
WSGI_APPLICATION = None
INSTALLED_APPS = [
    "tests.bench.peer.apps.PeerConfig",
    "wagtail.contrib.redirects",
    "wagtail.users",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
# Tables as the models say: a site for a minute needs no history.
MIGRATION_MODULES = {name.split(".")[-1]: None for name in INSTALLED_APPS} | {
    "peer": None,
    "wagtailcore": None,
    "wagtailredirects": None,
    "wagtailusers": None,
    "wagtailsearch": None,
    "wagtaildocs": None,
    "wagtailimages": None,
    "wagtailadmin": None,
}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": {**parse_database_url(os.environ["PEER_DATABASE_URL"]), "CONN_MAX_AGE": 60}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
MEDIA_ROOT = os.environ["PEER_MEDIA"]
MEDIA_URL = "/media/"
WAGTAIL_SITE_NAME = "Peer"
WAGTAILADMIN_BASE_URL = "http://localhost"
USE_TZ = True
