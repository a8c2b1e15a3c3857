"""All settings: one file, from the environment, with defaults that work on a fresh machine."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF
from environs import env

from werkcentrum.accounts.own_logins import own_login_providers
from werkcentrum.config.secret_key import secret_key

# The ranker's matrices are small: with two threads a question cost ten times the processor time
# of one (measured), and rounding would depend on the machine. numpy reads this when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = env.path("WERKCENTRUM_VAR", BASE_DIR / "var")
VAR_DIR.mkdir(parents=True, exist_ok=True)
REGIONS_DIR = env.path("WERKCENTRUM_REGIONS", BASE_DIR / "regions")

DEBUG = env.bool("WERKCENTRUM_DEBUG", False)
# Behind HTTPS for real: secure cookies, HSTS and a redirect. Off on a laptop.
HTTPS = env.bool("WERKCENTRUM_HTTPS", False)

SECRET_KEY = env.str("WERKCENTRUM_SECRET_KEY", "") or secret_key(VAR_DIR / "secret-key")
ALLOWED_HOSTS = env.list("WERKCENTRUM_HOSTS", ["localhost", ".localhost", "127.0.0.1", "[::1]"])

INSTALLED_APPS = [
    "werkcentrum.config.apps.HouseAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "werkcentrum.core",
    "werkcentrum.audit",
    "werkcentrum.partners",
    "werkcentrum.accounts",
    "werkcentrum.skills",
    "werkcentrum.postroom",
    "werkcentrum.catalogue",
    "werkcentrum.casework",
    "werkcentrum.governance",
    "werkcentrum.privacy",
    "werkcentrum.formal",
    "werkcentrum.appointments",
    "werkcentrum.referrals",
    "werkcentrum.vacancies",
    "werkcentrum.profiles",
    "werkcentrum.desk",
    "werkcentrum.matching",
    "werkcentrum.training",
    "werkcentrum.frontdoor",
    "werkcentrum.mine",
    "werkcentrum.insight",
    # After ours, whose templates come first.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
]

MIDDLEWARE = [
    # A stored public page answers before anything else runs, headers included.
    "werkcentrum.partners.middleware.PageCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "werkcentrum.core.middleware.ContentPolicyMiddleware",
    "werkcentrum.core.middleware.SecurityHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "werkcentrum.core.middleware.ReadOnlyGetMiddleware",
    "werkcentrum.core.middleware.LanguageMiddleware",
    "werkcentrum.desk.middleware.ScreenMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "werkcentrum.accounts.idle.IdleMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "werkcentrum.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "werkcentrum.partners.middleware.RegionMiddleware",
    "werkcentrum.accounts.middleware.WorkMiddleware",
]

ROOT_URLCONF = "werkcentrum.config.urls"
WSGI_APPLICATION = "werkcentrum.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["werkcentrum.core.loaders.Loader"])
            ],
            "builtins": ["werkcentrum.core.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "werkcentrum.frontdoor.context.site",
            ],
        },
    }
]

_SQLITE_OPTIONS = {
    # With DEFERRED 1,844 of 2,000 concurrent transactions failed, with IMMEDIATE none.
    "transaction_mode": "IMMEDIATE",
    "timeout": 10,
    # A row that REPLACE puts in the place of another passes no trigger, unless they are recursive.
    # What is deleted is overwritten in the file too.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; "
    "PRAGMA recursive_triggers=ON; PRAGMA secure_delete=ON;",
}


def _database() -> dict[str, object]:
    """SQLite in the var folder, or PostgreSQL from WERKCENTRUM_DATABASE (postgresql://...)."""
    url = env.str("WERKCENTRUM_DATABASE", "")
    if url:
        return _postgresql(url)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "werkcentrum.sqlite3",
        "OPTIONS": _SQLITE_OPTIONS,
        # Opening the file cost half of what a screen asks for every few seconds (measured).
        "CONN_MAX_AGE": 600,
    }


def _postgresql(url: str) -> dict[str, object]:
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(url)
    return {
        "ENGINE": "werkcentrum.core.postgresql",
        "NAME": parts.pop("dbname", "werkcentrum"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        # Statements are prepared on the server: a fifth to two fifths more bookings and numbers a
        # second (measured). And everything else in the address, such as sslmode.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5, **parts},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
if env.str("WERKCENTRUM_MATCHER_DATABASE", ""):
    # The same database, as a role that cannot read who somebody is: `werkcentrum matcher-role`.
    DATABASES["matcher"] = {
        **_postgresql(env.str("WERKCENTRUM_MATCHER_DATABASE")), "TEST": {"MIRROR": "default"},
    }  # fmt: skip
DATABASE_ROUTERS = ["werkcentrum.matching.reading.MatcherRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "werkcentrum.accounts.first_login.LongEnough",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["werkcentrum.accounts.backends.WorkBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "staff_home"

# Staff login: by mail address, with a second factor that accounts.middleware asks for.
ACCOUNT_ADAPTER = "werkcentrum.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
# The first time, with a code by mail.
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_FORMS = {
    "request_login_code": "werkcentrum.accounts.first_login.FirstLoginForm",
    "set_password": "werkcentrum.accounts.first_login.FirstPasswordForm",
    "change_password": "werkcentrum.accounts.first_login.OtherPasswordForm",
    "reset_password_from_key": "werkcentrum.accounts.first_login.LinkPasswordForm",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "werkcentrum.accounts.adapters.SecondFactorAdapter"
MFA_FORMS = {"activate_totp": "werkcentrum.accounts.first_login.AppForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Werkcentrum"
# A phone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
# An organisation's own login: a list of {"id", "name", "issuer", "client_id", "client_secret"}.
OWN_LOGINS: Any = env.json("WERKCENTRUM_OWN_LOGINS", [])
# By which residents come in beside a link and a code: the same without "id". Off when empty.
RESIDENT_LOGIN: Any = env.json("WERKCENTRUM_RESIDENT_LOGIN", {})
SOCIALACCOUNT_ADAPTER = "werkcentrum.accounts.adapters.OwnLoginAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = own_login_providers(OWN_LOGINS)
# Enough for a library where many people share one address, too little to fill an agenda or a queue.
ACCOUNT_RATE_LIMITS = {
    "hold_place": "60/h/ip", "book_appointment": "30/h/ip", "take_number": "60/h/ip",
    "formal_request": "20/h/ip", "formal_link": "20/h/ip", "formal_link_address": "5/h/key",
    "employer_vacancy": "20/h/ip",
    "ask": "30/h/ip", "add_files": "20/h/ip", "enter_code": "20/h/ip",
    # Besides, so many to one address: from wherever it is asked.
    "enter": "20/h/ip", "enter_address": "10/h/key",
}  # fmt: skip
# How many proxies stand before us: rate limits count the address that the last one saw.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("WERKCENTRUM_PROXIES", 1 if HTTPS else 0)
# Failed attempts are counted for all workers together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}

LANGUAGE_CODE = "nl"
# Each in its own script: who looks for a language reads that one.
LANGUAGES = [
    ("nl", "Nederlands"),
    ("en", "English"),
    ("uk", "Українська"),
    ("ar", "العربية"),
    ("tr", "Türkçe"),
    ("pl", "Polski"),
]
# The texts of the interface, and where they lie compiled (core/gettext_files.py).
LOCALE_SOURCES = BASE_DIR / "werkcentrum" / "locale"
LOCALE_PATHS = [VAR_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


def _origin(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        # The login form leads to an organisation's own login, and a browser follows only these.
        "form-action": [
            SELF,
            *(_origin(login["issuer"]) for login in (*OWN_LOGINS, RESIDENT_LOGIN) if login),
        ],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
# A session ends after this without activity, in seconds (BIO 9.4.2). Its row stays longer, so that
# what somebody typed before the weekend and sends after it is kept.
SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_AGE = 4 * 24 * 3600
KEPT_FORM_DAYS = 4
CSRF_FAILURE_VIEW = "werkcentrum.accounts.idle.csrf_failure"
# A question is at most 20,000 characters; anything much larger is not a question.
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
# Files do not count for that; this one keeps them in memory, and only as much as may be sent.
FILE_UPLOAD_HANDLERS = ["werkcentrum.core.uploads.InMemory"]

# Where a vulnerability can be reported (security.txt, RFC 9116).
SECURITY_CONTACT = env.str("WERKCENTRUM_SECURITY_CONTACT", "mailto:security@werkcentrum.example")

# Messages (core/outbox.py). Without a mail server and without NotifyNL they wait; only the codes
# with which staff log in are then written to files in the var folder.
_mail = urlsplit(env.str("WERKCENTRUM_MAIL", ""))
EMAIL_HOST = _mail.hostname or ""
EMAIL_PORT = _mail.port or {"smtp": 25, "smtps": 465}.get(_mail.scheme, 587)
EMAIL_HOST_USER = unquote(_mail.username or "")
EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
EMAIL_USE_TLS = _mail.scheme == "smtp+tls"
EMAIL_USE_SSL = _mail.scheme == "smtps"
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = env.str("WERKCENTRUM_MAIL_FROM", "werkcentrum@localhost")
NOTIFY_KEY = env.str("WERKCENTRUM_NOTIFY_KEY", "")
NOTIFY_URL = env.str("WERKCENTRUM_NOTIFY_URL", "https://api.notifynl.nl")
NOTIFY_TEMPLATES: dict[str, str] = env.dict("WERKCENTRUM_NOTIFY_TEMPLATES", {})
NOTIFY_CALLBACK_TOKEN = env.str("WERKCENTRUM_NOTIFY_CALLBACK_TOKEN", "")
# What is asked before a message about 'kind:id' leaves, with the id: is it still true?
OUTBOX_CHECKS = {
    "content-change": "werkcentrum.catalogue.rules.still_waits",
    "appointment": "werkcentrum.appointments.rules.is_still_expected",
    "referral": "werkcentrum.referrals.rules.is_still_open",
    "contact": "werkcentrum.matching.rules.still_waits",
    "contact-agreed": "werkcentrum.matching.contact_queries.is_still_agreed",
    "referral-digest": "werkcentrum.referrals.queries.is_waited_for",
}
# What is asked for messages before any leave: actions that put them there, with `at`.
OUTBOX_SOURCES = [
    "werkcentrum.appointments.waiting_actions.tell_people",
    "werkcentrum.referrals.clock_actions.tell_changed_handovers",
]
# The action that withdraws a consent, with everything that rests on it (`consent`, `by`, `at`).
WITHDRAW_CONSENT = "werkcentrum.profiles.actions.withdraw_consent"
# The action that writes down who decides for somebody, likewise (`client`, `representative`,
# `name`, `by`, `at`).
SET_REPRESENTATIVE = "werkcentrum.profiles.actions.set_representative"
# The action that objects to a legal ground, likewise (`client`, `ground`, `by`, `at`).
OBJECT_TO = "werkcentrum.referrals.actions.object_to"
# Where links in messages lead, for a region that answers every host name.
_named = [host for host in ALLOWED_HOSTS if not host.startswith((".", "*", "["))]
SITE_ORIGIN = env.str(
    "WERKCENTRUM_ORIGIN", f"https://{_named[0]}" if HTTPS and _named else "http://localhost:8000"
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "werkcentrum.core.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": env.str("WERKCENTRUM_LOG_LEVEL", "WARNING")},
}
