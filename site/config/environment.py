"""Every value Guildhall takes from the process environment, read once and checked here.

Nothing else in the house reads ``os.environ``. A value that cannot work raises ``EnvironmentRefused`` with
one sentence that says what to change; ``manage.py``, the web server and the supervisor print it and stop.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from config.environment_back_offices import BackOffices, read_back_offices
from config.environment_database import embedded_socket_folder, parse_database_url
from config.environment_look_ups import LookUps, read_look_ups
from config.environment_money import Money, read_money
from config.environment_previews import read_preview_front_ends
from config.environment_refused import EnvironmentRefused
from config.environment_staff import StaffOpenid, read_break_glass_address, read_staff_openid
from config.environment_translator import read_machine_translator
from config.environment_values import read_number, read_switch, read_words

__all__ = ["ROOT", "Environment", "EnvironmentRefused", "read_environment"]

ROOT = Path(__file__).resolve().parents[2]

STRIPE_API = "https://api.stripe.com"


@dataclass(frozen=True, slots=True)
class Environment:
    """The checked environment. ``demo`` alone allows the sandbox, the mailbox and the embedded database."""

    demo: bool
    secret_key: str
    secret_key_fallbacks: list[str]
    base_domain: str
    council_name: str
    scheme: str
    public_port: int | None
    var: Path
    database: dict[str, object]
    cache_url: str
    page_cache: bool
    email: dict[str, object]
    stripe_secret_key: str
    stripe_webhook_secrets: list[str]
    stripe_api: str
    money: Money
    holds_per_network: int
    webhook_hosts: list[str]
    back_offices: BackOffices
    from_email: str
    example_back_office_url: str
    map_tiles_url: str
    map_attribution: str
    map_centre: str
    look_ups: LookUps
    machine_translator: dict[str, object] | None
    sms_provider: str
    clamav_url: str
    erased_file: Path
    draft_days: int
    contact_months: int
    idle_minutes: int
    staff_openid: StaffOpenid | None
    break_glass_email: str
    preview_front_ends: dict[str, str]
    metrics_token: str

    @property
    def hosts(self) -> dict[str, str]:
        """Host name (no port) to audience: which of the three sites a request is for."""
        return {
            self.base_domain: "public",
            f"staff.{self.base_domain}": "staff",
            f"partners.{self.base_domain}": "partner",
        }

    def origin(self, audience: str) -> str:
        """Scheme, host and port of one audience's site, without a slash at the end."""
        host = next(name for name, kind in self.hosts.items() if kind == audience)
        return f"{self.scheme}://{host}" + (f":{self.public_port}" if self.public_port else "")


def _parse_email_url(url: str) -> dict[str, object]:
    """Turn ``smtp://user:password@host:25`` or ``smtps://…`` into Django's EMAIL_ settings."""
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise EnvironmentRefused("EMAIL_URL cannot be read: write it as smtp://user:password@host:587.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        "EMAIL_TIMEOUT": 15,
    }


def _read_map(env: Mapping[str, str]) -> tuple[str, str, str]:
    """The base map that places are pointed out on: tile address, attribution, and "latitude,longitude,zoom"."""
    tiles, centre = env.get("MAP_TILES_URL", ""), env.get("MAP_CENTRE", "")
    if tiles and not (tiles.startswith("https://") and all(part in tiles for part in ("{z}", "{x}", "{y}"))):
        raise EnvironmentRefused(
            "MAP_TILES_URL cannot be read: write it as https://maps.council.example/{z}/{x}/{y}.png."
        )
    if tiles and not re.fullmatch(r"-?\d+(\.\d+)?,-?\d+(\.\d+)?,\d{1,2}", centre):
        raise EnvironmentRefused(
            "MAP_CENTRE must say where the map starts as latitude, longitude and zoom, for example 52.11,-1.9,10."
        )
    return tiles, env.get("MAP_ATTRIBUTION", ""), centre


def _clamav_url(env: Mapping[str, str]) -> str:
    """Where clamd listens, in one of the two forms that ``forms_engine.files.clamd`` takes."""
    url = env.get("CLAMAV_URL", "")
    try:
        parts = urlsplit(url)
        fits = bool(
            parts.path if parts.scheme == "unix" else parts.scheme == "tcp" and parts.hostname and parts.port
        )
    except ValueError:
        fits = False
    if url and not fits:
        raise EnvironmentRefused(
            "CLAMAV_URL cannot be read: write it as tcp://clamav.internal:3310 or unix:///run/clamav/clamd.ctl."
        )
    return url


def _sms_provider(env: Mapping[str, str], *, demo: bool) -> str:
    """The dotted path of the class that sends text messages; "" where the council sends none, and mobile numbers are
    not asked for."""
    provider = env.get("SMS_PROVIDER", "demo.text_messages.Sandbox" if demo else "")
    if provider and not re.fullmatch(r"\w+(\.\w+)+", provider):
        raise EnvironmentRefused("SMS_PROVIDER cannot be read: write it as council.text_messages.Provider.")
    if provider.startswith("demo.") and not demo:
        raise EnvironmentRefused(
            "SMS_PROVIDER names the demonstration's: outside demo mode name the class that reaches your gateway."
        )
    return provider


def _metrics_token(env: Mapping[str, str], *, demo: bool) -> str:
    """What monitoring shows to be given ``/metrics``; "" where there are none."""
    token = env.get("METRICS_TOKEN", "demo-metrics" if demo else "")
    if token and not demo and len(token) < 20:
        raise EnvironmentRefused(
            "METRICS_TOKEN must be at least 20 random characters, or unset for no metrics."
        )
    return token


def read_environment(env: Mapping[str, str] | None = None) -> Environment:
    """Read and check the process environment (or ``env``).

    Raises:
        EnvironmentRefused: when a value is missing or cannot work in this mode.
    """
    env = os.environ if env is None else env
    mode = env.get("GUILDHALL_MODE", "production")
    if mode not in {"demo", "production"}:
        raise EnvironmentRefused(f"GUILDHALL_MODE is {mode!r}: set it to demo or production.")
    demo = mode == "demo"
    var = Path(env.get("GUILDHALL_VAR") or ROOT / "var").resolve()

    database_url = env.get("DATABASE_URL", "")
    if not database_url and not demo:
        raise EnvironmentRefused(
            "DATABASE_URL is not set: outside demo mode Guildhall needs a PostgreSQL of yours, "
            "for example postgresql://guildhall@db.internal:5432/guildhall."
        )
    database = parse_database_url(
        database_url or f"postgresql://guildhall@/guildhall?host={embedded_socket_folder(var)}"
    )

    secret_key = env.get("SECRET_KEY", "")
    if not secret_key and demo:
        # Stable over restarts so that a demonstration keeps its sessions; written by the supervisor.
        key_file = var / "secret-key"
        secret_key = key_file.read_text().strip() if key_file.exists() else "demo-only-not-secret"
    if not demo and len(secret_key) < 50:
        raise EnvironmentRefused("SECRET_KEY must be set to at least 50 random characters outside demo mode.")

    stripe_secret_key = env.get("STRIPE_SECRET_KEY", "")
    stripe_api = env.get("STRIPE_API", STRIPE_API).rstrip("/")
    if demo and "_live_" in stripe_secret_key:
        raise EnvironmentRefused("STRIPE_SECRET_KEY is a live key: demo mode takes only test keys.")
    if not demo and stripe_api != STRIPE_API:
        raise EnvironmentRefused(
            "STRIPE_API points away from Stripe: the payment sandbox runs in demo mode only."
        )
    if not demo and not stripe_secret_key:
        raise EnvironmentRefused("STRIPE_SECRET_KEY is not set: take it from the Stripe dashboard.")
    stripe_webhook_secrets = read_words(env, "STRIPE_WEBHOOK_SECRETS")
    if not demo and not stripe_webhook_secrets:
        raise EnvironmentRefused(
            "STRIPE_WEBHOOK_SECRETS is not set: without it payments are never confirmed; "
            "take the endpoint's signing secret from the Stripe dashboard."
        )

    email_url = env.get("EMAIL_URL", "")
    if email_url:
        email = _parse_email_url(email_url)
    elif demo:
        email = {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(var / "mail"),
        }
    else:
        raise EnvironmentRefused("EMAIL_URL is not set: write it as smtp://user:password@host:587.")

    example_back_office_url = env.get("EXAMPLE_BACK_OFFICE_URL", "")
    if example_back_office_url and not demo:
        raise EnvironmentRefused(
            "EXAMPLE_BACK_OFFICE_URL is set: the example back office runs in demo mode only; "
            "add a destination for yours."
        )

    map_tiles_url, map_attribution, map_centre = _read_map(env)

    port = env.get("PORT") or ("8000" if demo else "")
    if port and not (port.isdigit() and 0 < int(port) < 65536):
        raise EnvironmentRefused(f"PORT is {port!r}: set it to a number from 1 to 65535.")
    base_domain = env.get("BASE_DOMAIN") or ("localhost" if demo else "")
    if not base_domain:
        raise EnvironmentRefused(
            "BASE_DOMAIN is not set: write the public host name, for example www.council.example."
        )

    council_name = env.get("COUNCIL_NAME") or ("Marlshire Council" if demo else base_domain.lower())
    return Environment(
        demo=demo,
        secret_key=secret_key,
        secret_key_fallbacks=read_words(env, "SECRET_KEY_FALLBACKS"),
        base_domain=base_domain.lower(),
        council_name=council_name,
        scheme="http" if demo else "https",
        public_port=int(port) if port else None,
        var=var,
        database=database,
        cache_url=env.get("CACHE_URL", ""),
        page_cache=read_switch(env, "PAGE_CACHE", default=True),
        email=email,
        stripe_secret_key=stripe_secret_key or "sk_test_demo",
        stripe_webhook_secrets=stripe_webhook_secrets or ["whsec_demo"],
        stripe_api=stripe_api,
        money=read_money(env, demo=demo),
        holds_per_network=read_number(
            env,
            "HOLDS_PER_NETWORK",
            60,
            least=1,
            most=1000,
            what="how many times may be held for appointments from one network in an hour",
        ),
        webhook_hosts=read_words(env, "WEBHOOK_HOSTS", "127.0.0.1" if demo else ""),
        back_offices=read_back_offices(env, demo_drop=var / "file-drop" if demo else None),
        example_back_office_url=example_back_office_url,
        erased_file=Path(env.get("ERASED_FILE") or var / "erased.jsonl"),
        # At least a week, so that the letter three days before the end comes in good time.
        draft_days=read_number(
            env, "DRAFT_DAYS", 28, least=7, most=365, what="how many days a draft is kept"
        ),
        contact_months=read_number(
            env, "CONTACT_MONTHS", 0, least=0, most=1200, what="how many months contacts are kept, or 0"
        ),
        idle_minutes=read_number(
            env, "IDLE_MINUTES", 20, least=1, most=240, what="how many minutes a journey's page may lie idle"
        ),
        staff_openid=read_staff_openid(env, demo=demo),
        break_glass_email=read_break_glass_address(env),
        map_tiles_url=map_tiles_url,
        map_attribution=map_attribution,
        map_centre=map_centre,
        clamav_url=_clamav_url(env),
        sms_provider=_sms_provider(env, demo=demo),
        machine_translator=read_machine_translator(env, demo=demo),
        look_ups=read_look_ups(env, demo=demo),
        from_email=env.get(
            "FROM_EMAIL", f"{council_name} <noreply@{'marlshire.example' if demo else base_domain}>"
        ),
        metrics_token=_metrics_token(env, demo=demo),
        preview_front_ends=read_preview_front_ends(env, demo=demo),
    )
