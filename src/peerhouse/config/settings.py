"""Every setting, from the environment, once; what is missing or unsafe fails loudly at start.

`PEERHOUSE_MODE` is `production` unless it says `demo` (two hosts on the loopback, plain HTTP, mail kept in a folder)
or `test`. The reference of all variables is docs/reference/settings.md, made from `ENVIRONMENT` below.
"""

import os
import secrets
import warnings
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

ENVIRONMENT: Final[dict[str, str]] = {
    "PEERHOUSE_MODE": "production (the default), demo or test",
    "PEERHOUSE_SECRET_KEY": "at least 50 random characters; needed in production, made by itself in the demonstration",
    "PEERHOUSE_SITE_ORIGIN": "where the site is, for example https://peers.example.org",
    "PEERHOUSE_ROOM_ORIGIN": "where the room is: another host name, so that no cookie of the site reaches it",
    "PEERHOUSE_DATABASE_URL": "sqlite:////path/to/file or postgres://user@host/name",
    "PEERHOUSE_VAR_DIR": "folder for the embedded database, the spool and the demonstration's mail",
    "PEERHOUSE_EMAIL_URL": "smtps://user:password@host:port (smtp without TLS); outside of production also folder",
    "PEERHOUSE_EMAIL_FROM": "the sender of every mail",
    "PEERHOUSE_REQUIRE_STAFF_SECOND_FACTOR": "1 (production's default) or 0: staff need a passkey or a one-time code",
    "PEERHOUSE_CLOCK_SHIFT": "seconds that the demonstration's clock is moved; never in production",
    "PEERHOUSE_SIGN_IN_CODES_PER_ADDRESS": "sign-in codes an hour for one network address, or for all behind a proxy",
}


def read(name: str, default: str | None = None) -> str:
    """The variable `PEERHOUSE_<name>`, or its default; without either the start fails and says what to set."""
    variable = f"PEERHOUSE_{name}"
    value = os.environ.get(variable) or default
    if value is None:
        raise ImproperlyConfigured(f"Set {variable}: {ENVIRONMENT[variable]}.")
    return value


def unusable(name: str) -> ImproperlyConfigured:
    """What a bad value is answered with. The value itself may hold a password and is not repeated."""
    variable = f"PEERHOUSE_{name}"
    return ImproperlyConfigured(f"{variable} cannot be used. It says: {ENVIRONMENT[variable]}.")


def read_number(name: str, default: str) -> float:
    try:
        return float(read(name, default))
    except ValueError:
        raise unusable(name) from None


def own_secret(folder: Path) -> str:
    """The demonstration's secret, made at its first start and kept beside its data: who is signed in stays so."""
    folder.mkdir(parents=True, exist_ok=True)
    file, draft = folder / "secret-key", folder / f"secret-key.{os.getpid()}"
    draft.touch(mode=0o600)
    draft.write_text(secrets.token_urlsafe(64))
    with suppress(FileExistsError):
        file.hardlink_to(draft)  # whole or not at all: two processes may be the first at the same moment
    draft.unlink()
    return file.read_text()


MODE: Final = read("MODE", "production")
if MODE not in {"production", "demo", "test"}:
    raise ImproperlyConfigured(f"PEERHOUSE_MODE is {MODE!r}: say production, demo or test.")
PRODUCTION: Final = MODE == "production"
DEMO: Final = MODE == "demo"
DEBUG = False

BASE_DIR: Final = Path(__file__).resolve().parent.parent
VAR_DIR: Final = Path(read("VAR_DIR", None if PRODUCTION else str(Path.cwd() / "var" / MODE))).absolute()

SECRET_KEY = read("SECRET_KEY", None if PRODUCTION else own_secret(VAR_DIR))
if len(SECRET_KEY) < 50:  # noqa: PLR2004 (Django's own floor)
    raise unusable("SECRET_KEY")

SITE_ORIGIN: Final = read("SITE_ORIGIN", None if PRODUCTION else "http://localhost:8000").rstrip("/")
ROOM_ORIGIN: Final = read("ROOM_ORIGIN", None if PRODUCTION else "http://127.0.0.1:8001").rstrip("/")
_site, _room = urlsplit(SITE_ORIGIN), urlsplit(ROOM_ORIGIN)
for _name, _origin in (("SITE_ORIGIN", _site), ("ROOM_ORIGIN", _room)):
    if _origin.scheme not in {"http", "https"} or not _origin.hostname or _origin.path:
        raise unusable(_name)
    if PRODUCTION and _origin.scheme != "https":
        raise ImproperlyConfigured(f"PEERHOUSE_{_name} must start with https:// in production.")
if _site.hostname == _room.hostname:
    # Cookies know no ports: on one host name the site's cookies would reach the room.
    raise ImproperlyConfigured("PEERHOUSE_SITE_ORIGIN and PEERHOUSE_ROOM_ORIGIN need two different host names.")

ALLOWED_HOSTS = [_site.hostname] if PRODUCTION else [_site.hostname, "127.0.0.1", "localhost", "testserver"]
CSRF_TRUSTED_ORIGINS = [SITE_ORIGIN]

INSTALLED_APPS = [
    "peerhouse.kernel",
    "peerhouse.web",
    "peerhouse.accounts",
    "peerhouse.releases",
    "peerhouse.programmes",
    "peerhouse.credentials.issuing",
    "peerhouse.credentials.redeeming",
    "peerhouse.rooms",
    "peerhouse.notes",
    "peerhouse.portal",
    "peerhouse.desk",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.sites",
    "wagtail.locales",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.admin",
    "wagtail.search",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "peerhouse.web.middleware.CanonicalHost",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "peerhouse.web.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "peerhouse.accounts.middleware.StaffSecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "peerhouse.web.middleware.ReaderTimeZone",
    "peerhouse.web.errors.DomainErrors",
]

ROOT_URLCONF = "peerhouse.config.urls"
ASGI_APPLICATION = "peerhouse.config.asgi.site"
WSGI_APPLICATION = None

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "peerhouse.web.context.interface",
            ],
            "builtins": ["peerhouse.web.templatetags.peerhouse"],
            "debug": MODE == "test",  # lets coverage see templates; nothing of it is shown while DEBUG is off
        },
    }
]

try:
    _database: dict[str, Any] = dict(
        dj_database_url.parse(
            read("DATABASE_URL", None if PRODUCTION else f"sqlite:///{VAR_DIR / 'peerhouse.sqlite3'}"), conn_max_age=60
        )
    )
except ValueError:
    raise unusable("DATABASE_URL") from None
if _database["NAME"] == ":memory:" or _database["ENGINE"] not in {
    "django.db.backends.sqlite3",
    "django.db.backends.postgresql",
}:
    raise unusable("DATABASE_URL")  # three processes share it, and the seal knows these two stores alone
if _database["ENGINE"] == "django.db.backends.sqlite3":
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # WAL for readers beside the writer; what is deleted is overwritten, not only unlinked.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
    }
    _database["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}  # a file: tests read it raw, and from several threads
DATABASES: dict[str, Any] = {"default": _database}
SPOOL_PATH: Final = VAR_DIR / "spool"  # a folder: one file for each open poll, where the database is SQLite
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
_second_factor = read("REQUIRE_STAFF_SECOND_FACTOR", "1" if PRODUCTION else "0")
if _second_factor not in {"0", "1"}:
    raise unusable("REQUIRE_STAFF_SECOND_FACTOR")  # a misspelt yes must not become a no
REQUIRE_STAFF_SECOND_FACTOR: Final = _second_factor == "1"
SIGN_IN_CODES_PER_ADDRESS: Final = int(read_number("SIGN_IN_CODES_PER_ADDRESS", "2000" if PRODUCTION else "5000"))
ACCOUNT_ADAPTER = "peerhouse.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # a code sent to the address is the only way in: the address is proved each time
ACCOUNT_RATE_LIMITS = {
    "request_login_code": f"{SIGN_IN_CODES_PER_ADDRESS}/h/ip,6/10m/key",
    "login": f"{SIGN_IN_CODES_PER_ADDRESS}/h/ip",
    "login_failed": f"{SIGN_IN_CODES_PER_ADDRESS}/h/ip,10/10m/key",
}
MFA_ADAPTER = "peerhouse.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Peerhouse"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "peerhouse.web.views.csrf_failure"
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("ar", "العربية"),
    ("zh-hans", "中文"),
    ("en", "English"),
    ("fr", "Français"),
    ("ru", "Русский"),
    ("es", "Español"),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "peerhouse.web.formats"
TIME_ZONE = "UTC"
CLOCK_SHIFT: Final = timedelta(seconds=read_number("CLOCK_SHIFT", "0"))
if PRODUCTION and CLOCK_SHIFT:
    raise unusable("CLOCK_SHIFT")

WAGTAIL_SITE_NAME = "Peerhouse"
WAGTAILADMIN_BASE_URL = SITE_ORIGIN
WAGTAILADMIN_LOGIN_URL = "sign-in"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False  # at run time no request leaves the site
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION

DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("EMAIL_FROM", None if PRODUCTION else "secretariat@peerhouse.example")
_email = read("EMAIL_URL", None if PRODUCTION else "folder")
if _email == "folder" and not PRODUCTION:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
else:
    try:
        _smtp = urlsplit(_email)
        EMAIL_HOST, EMAIL_PORT = _smtp.hostname, _smtp.port or {"smtp": 25, "smtps": 465}[_smtp.scheme]
    except (ValueError, KeyError):
        raise unusable("EMAIL_URL") from None
    if not EMAIL_HOST:
        raise unusable("EMAIL_URL")
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_smtp.username or ""), unquote(_smtp.password or "")
    EMAIL_USE_SSL = _smtp.scheme == "smtps"
    EMAIL_TIMEOUT = 20

TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend"
        if MODE == "test"
        else "django_tasks_db.DatabaseBackend"
    }
}

# WhiteNoise hands files over in pieces that Django reads on a thread. They are small: nothing to warn about.
warnings.filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

# The log says what broke and where, never who asked or what they sent: see config/logs.py.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "peerhouse.config.logs.Discreet"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "discreet", "level": "WARNING"},
        "errors": {"class": "logging.StreamHandler", "formatter": "discreet", "level": "ERROR"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},  # below are addresses that were asked for and not found
        "django.security": {"level": "CRITICAL"},  # quotes what was sent
        "django_tasks_db": {"handlers": ["errors"], "propagate": False},  # warns each time it is asked to stop
        "uvicorn": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
