"""Django's settings. What differs between installations comes from ``environment``; the rest is the product."""

import sys

from config import sign_in
from config.environment import ROOT, EnvironmentRefused, read_environment

try:
    ENVIRONMENT = read_environment()
except EnvironmentRefused as refused:
    sys.exit(f"Guildhall cannot start. {refused}")

DEBUG = False
SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = ENVIRONMENT.secret_key_fallbacks
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
# No CSRF_TRUSTED_ORIGINS: each host takes forms of its own pages only, not of its siblings'.

INSTALLED_APPS = [
    "procrastinate.contrib.django",
    # The house, ground floor first. Templates and statics of `themes` come before Wagtail's.
    "themes",
    "accounts",
    "audiences",
    "page_cache",
    "content",
    "knowledge",
    "content_api",
    "partners",
    "portal",
    "workplace",
    "payments",
    "forms_engine.catalogue",
    "forms_engine.files",
    "forms_engine.locations",
    "forms_engine.booking",
    "forms_engine.delivery",
    "forms_engine.notices",
    "forms_engine.requests",
    "forms_engine.journeys",
    "forms_engine.editor",
    "config",
    "wagtail_localize",
    "wagtail.locales",
    "wagtail.api.v3",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.wagtail_users.UsersConfig",  # wagtail.users, with our people in it
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "formtools",
    *sign_in.APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]
if ENVIRONMENT.demo:
    # Demo accounts, the mailbox and the example back office exist only here.
    INSTALLED_APPS.insert(1, "demo")

MIDDLEWARE = [
    "config.middleware.HealthMiddleware",
    "config.middleware.UnreadableMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "audiences.middleware.HostMiddleware",
    "page_cache.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "content.languages.middleware.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "audiences.middleware.PrincipalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "content.sections.door.SectionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.middleware.SecurityHeadersMiddleware",
    "content.missing_addresses.middleware.MissingAddressMiddleware",
    "content.redirects.ReadersRedirectMiddleware",
]

ROOT_URLCONF = "config.urls.public"
HOST_URLCONFS = {
    "public": "config.urls.public",
    "staff": "config.urls.staff",
    "partner": "config.urls.partner",
}
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "themes.context.theme",
                "content.languages.context.languages",
                "partners.context.acting_for",
            ],
        },
    }
]
FORM_RENDERER = "themes.forms.ThemeFormRenderer"

DATABASES = {"default": {**ENVIRONMENT.database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


def _shared_cache(table: str, most: int) -> dict[str, object]:
    """A cache that all processes share: Redis where there is one, a table of the database where there is none."""
    if ENVIRONMENT.cache_url:
        return {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": ENVIRONMENT.cache_url,
            "KEY_PREFIX": table,
        }
    return {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": table,
        "OPTIONS": {"MAX_ENTRIES": most},
    }


# Public pages have a cache of their own, so that however many there are, they push nothing else out.
CACHES = {
    "default": _shared_cache("shared_cache", 100_000),
    "pages": _shared_cache("page_cache_answers", 5_000),
}
PAGE_CACHE = ENVIRONMENT.page_cache
# Seconds for which a process gives out kept pages without asking whether something has changed. nginx in front keeps
# them for half a second: together a change is seen within one.
PAGE_CACHE_READ_EVERY = 0.05
TASKS = {"default": {"BACKEND": "config.task_backend.ProcrastinateBackend"}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["audiences.backends.HostAudienceBackend"]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
vars().update(sign_in.settings_for(ENVIRONMENT))
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email", "mobile")},
    },
]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not ENVIRONMENT.demo
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.error_views.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 0 if ENVIRONMENT.demo else 31_536_000
SECURE_PROXY_SSL_HEADER = None if ENVIRONMENT.demo else ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail's preview panel frames our pages on the same host
# What a form says besides its files; how large those may be is each question's own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = [
    "forms_engine.files.uploading.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600

LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("cy", "Cymraeg")]
USE_I18N = WAGTAIL_I18N_ENABLED = True
TIME_ZONE = "Europe/London"
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [ROOT / "site" / "locale"]
# A translation is begun as a draft: until somebody publishes it, readers get the original, and are told so.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = ENVIRONMENT.machine_translator

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.var / "static"
# Built by `python -m running.assets` from themes/assets and govuk-frontend; never committed.
STATICFILES_DIRS = [ENVIRONMENT.var / "assets"]
MEDIA_URL = "/media/"
MEDIA_ROOT = ENVIRONMENT.var / "media"
PRIVATE_FILES_ROOT = ENVIRONMENT.var / "private"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_FILES_ROOT, "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# What the admin and authenticator apps call this house; pages and letters have the brand's name.
WAGTAIL_SITE_NAME = ENVIRONMENT.council_name
WAGTAILADMIN_BASE_URL = ENVIRONMENT.origin("staff")
WAGTAILIMAGES_IMAGE_MODEL = "content.GuildhallImage"
WAGTAILDOCS_DOCUMENT_MODEL = "content.GuildhallDocument"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english"}
}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# What pickers write has to be read in every language of the admin, and its times are the council's.
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT, WAGTAIL_TIME_FORMAT = "%d/%m/%Y", "%d/%m/%Y %H:%M", "%H:%M"
WAGTAILADMIN_PERMITTED_LANGUAGES, WAGTAIL_USER_TIME_ZONES = LANGUAGES, [TIME_ZONE]
# One way in: our own sign-in. Wagtail's doors are shut here and in accounts/wagtail_urls.py.
# The admin turns people away by way of its own sign-in address; accounts.wagtail_urls answers there.
WAGTAIL_FRONTEND_LOGIN_URL = "/account/sign-in/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = (
    False
)

vars().update(ENVIRONMENT.email)
DEFAULT_FROM_EMAIL = ENVIRONMENT.from_email

# How long a journey under way is kept after it was last touched, and how long one of its pages may lie idle before
# a warning, which gives five minutes more (a shared computer).
ERASED_FILE = ENVIRONMENT.erased_file
DRAFT_DAYS = ENVIRONMENT.draft_days
CONTACT_MONTHS = ENVIRONMENT.contact_months
IDLE_MINUTES = ENVIRONMENT.idle_minutes
IDLE_WARNING_MINUTES = 5

STRIPE_SECRET_KEY = ENVIRONMENT.stripe_secret_key
STRIPE_WEBHOOK_SECRETS = ENVIRONMENT.stripe_webhook_secrets
STRIPE_API = ENVIRONMENT.stripe_api
REFUND_APPROVAL_PENCE = ENVIRONMENT.money.refund_approval_pence
PAYMENT_LINK_DAYS = ENVIRONMENT.money.payment_link_days
PAYMENT_STARTS_PER_NETWORK = ENVIRONMENT.money.payment_starts_per_network
HOLDS_PER_NETWORK = ENVIRONMENT.holds_per_network
VAT_NUMBER = ENVIRONMENT.money.vat_number
UNPAID_DAYS = ENVIRONMENT.money.unpaid_days
WEBHOOK_HOSTS = ENVIRONMENT.webhook_hosts
FILE_DROPS = ENVIRONMENT.back_offices.file_drops
SFTP_KEYS = ENVIRONMENT.back_offices.sftp_keys
OPEN311_KEYS = ENVIRONMENT.back_offices.open311_keys
BOUNCE_ADDRESS = ENVIRONMENT.back_offices.bounce_address
PREVIEW_FRONT_END = ENVIRONMENT.preview_front_ends
CLAMAV_URL = ENVIRONMENT.clamav_url
ADDRESS_LOOKUP = ENVIRONMENT.look_ups.addresses
LOOKUP_KINDS = ENVIRONMENT.look_ups.kinds
LOOKUP_SECRETS = ENVIRONMENT.look_ups.secrets
ADDRESS_ANSWERS = ENVIRONMENT.look_ups.answers
SMS_PROVIDER = ENVIRONMENT.sms_provider

# Ids only: no answers, names or addresses reach a log (law 7).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.DiscreetFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "procrastinate": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},  # it names the passkeys it has seen
        "httpx": {"level": "WARNING"},
        "stripe": {"level": "WARNING"},
    },
}
