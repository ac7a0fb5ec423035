"""Django's settings for Kindred; what differs by machine comes from the environment."""

from __future__ import annotations

import re
from typing import Any

from accounts.platforms.base import Addresses
from hub.env import (
    DATA,
    DEBUG,
    DEMO,
    DEMO_SECRET,
    DEMO_TOKEN_KEY,
    ROOT,
    env,
    hosts,
    numbers,
    refuse_unsafe_start,
    university,
)
from hub.headers import policy

demo_default = DEMO or DEBUG
SECRET_KEY = env.str("KINDRED_SECRET_KEY", DEMO_SECRET if demo_default else "")
TOKEN_KEYS = env.list(
    "KINDRED_TOKEN_KEYS", default=[DEMO_TOKEN_KEY] if demo_default else []
)
refuse_unsafe_start(SECRET_KEY, TOKEN_KEYS)
ALLOWED_HOSTS = env.list("KINDRED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("KINDRED_ORIGINS", default=[])
KINDRED_DEMO = DEMO

INSTALLED_APPS = [
    "hub",
    "accounts",
    "engagement",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "accounts.middleware.AnswerFromNetwork",
    "accounts.where.Whereabouts",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "hub.headers.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "hub.urls"
WSGI_APPLICATION = "hub.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "hub.templatetags.look",
                "hub.templatetags.web",
                "hub.templatetags.door",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hub.context.frame",
            ],
        },
    }
]

DATABASES = {
    # Not as a URL: a folder's name may hold what a URL gives a meaning to.
    "default": env.db_url_config(database)
    if (database := env.str("DATABASE_URL", ""))
    else {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(DATA / "kindred.sqlite3"),
    }
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email", "name"]}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
    )
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "accounts.adapter.ByInvitationOnly"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kindred: "
# Beside all those of allauth, which are on everywhere.
ACCOUNT_RATE_LIMITS = {"join": "30/m/ip", "setup": "10/m/ip", "invite": "60/h/user"}
MFA_ADAPTER = "accounts.second_factor.Sealed"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "accounts.forms.PasskeyForm"}
# Nobody is let in with an address that is not verified, so no need to ask again.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Kindred"
SOCIALACCOUNT_ADAPTER = "accounts.university.MembersOnly"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = university()
LOGIN_REDIRECT_URL = "/"
LOGIN_URL = "account_login"

STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("KINDRED_MANIFEST", default=not demo_default)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = demo_default

# Without an address for mail a link to a new password would stand in the log; the
# demo keeps its letters in a folder, and shows them.
mail_server = env.str("EMAIL_URL", "")
CAN_MAIL = demo_default or bool(mail_server)
# By the shorter word django-environ would wait for STARTTLS where TLS is from the start
mail_server = re.sub(r"^smtps:", "smtp+ssl:", mail_server)
vars().update(env.email_url_config(mail_server or "dummymail://"))
if demo_default and not mail_server:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA / "mail")
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if CAN_MAIL else "none"
EMAIL_TIMEOUT = env.float("EMAIL_TIMEOUT", 10)
DEFAULT_FROM_EMAIL = env.str("KINDRED_MAIL_FROM", "Kindred <kindred@localhost>")
# What a link in a letter begins with.
here = f"http://127.0.0.1:{env.str('PORT', '8000')}"
KINDRED_SITE = env.str("KINDRED_SITE", [*CSRF_TRUSTED_ORIGINS, here][0]).rstrip("/")

DEFAULT_EXCEPTION_REPORTER = "hub.reports.WithoutWhatWasSent"
DEFAULT_EXCEPTION_REPORTER_FILTER = "hub.reports.TypesAlone"

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

secure = not demo_default and env.bool("KINDRED_HTTPS", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = secure
CSRF_COOKIE_HTTPONLY = True
# Lax, not Strict: who comes back from a network's own page is still signed in.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
if secure:
    # By this prefix browsers refuse them from a neighbor's host, and without TLS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
# Else messages would be a third cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SECURE_HSTS_SECONDS = 31_536_000 if secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = secure
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies stand before us: only what they say of an address is believed.
PROXIES = env.int("KINDRED_PROXIES", 0)
# Days; the database lets no address go before a week is over.
KEEP_ADDRESSES = max(7, env.int("KINDRED_KEEP_ADDRESSES", 90))
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if secure else "http"

# Where the networks are. The sandbox, or any other stand-in, is a change here alone.
ADDRESSES = Addresses(
    twitter_api=env.str("TWITTER_API_URL", "https://api.x.com"),
    twitter_web=env.str("TWITTER_WEB_URL", "https://x.com"),
    twitter_console=env.str("TWITTER_CONSOLE_URL", "https://console.x.com"),
    facebook_api=env.str("FACEBOOK_API_URL", "https://graph.facebook.com"),
    facebook_web=env.str("FACEBOOK_WEB_URL", "https://www.facebook.com"),
    facebook_version=env.str("FACEBOOK_VERSION", "v25.0"),
    allowed_private_hosts=hosts("ALLOWED_PRIVATE_HOSTS"),
)

CONTENT_SECURITY_POLICY = policy(ADDRESSES)

# All in seconds, but for POLLS_AT_ONCE. A lease must be longer than the longest call
# (40 s), or a delivery that is still on its way would be taken for one that died.
SEND_LEASE = env.float("KINDRED_SEND_LEASE", 90)
UNDO_SECONDS = env.float("KINDRED_UNDO", 15)
OBJECTION_SECONDS = env.float("KINDRED_OBJECTION", 3600)
CLAIM_SECONDS = env.float("KINDRED_CLAIM", 600)
POLL_STEPS = numbers("KINDRED_POLL_STEPS", "120,600,3600")
POLLS_AT_ONCE = env.int("KINDRED_POLLS_AT_ONCE", 4)
BY_HAND_WAIT = env.float("KINDRED_BY_HAND_WAIT", 600)
SECOND_LOOK = env.float("KINDRED_SECOND_LOOK", 172_800)
SWEEP_DELIVERIES, SWEEP_POLLS = numbers("KINDRED_SWEEP", "2,15")

redis = env.str("REDIS_URL", "")
# Holds only the counts of the rate limits, and which codes were used just now.
CACHES = {
    "default": {
        "BACKEND": "hub.cache.SharedCounts",
        "LOCATION": redis,
        "KEY_PREFIX": "kindred-counts",
        "OPTIONS": {
            "serializer": "hub.cache.PlainText",
            "socket_connect_timeout": 1,
            "socket_timeout": 1,
        },
    }
    if redis
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
CELERY_BROKER_URL = redis or "memory://here"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "story": {"format": "%(message)s"},
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
    },
    "filters": {"links": {"()": "hub.logs.NoLinks"}},
    "handlers": {
        "story": {"class": "logging.StreamHandler", "formatter": "story"},
        "line": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["links"],
        },
    },
    "root": {"handlers": ["line"], "level": env.str("KINDRED_LOG", "WARNING")},
    "loggers": {
        "kindred.story": {"handlers": ["story"], "level": "INFO", "propagate": False},
        # At DEBUG these print the token (platforms.md).
        "tweepy": {"level": "INFO"},
        "urllib3": {"level": "INFO"},
        "requests_oauthlib": {"level": "INFO"},
        "oauthlib": {"level": "INFO"},
    },
}
