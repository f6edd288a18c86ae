"""The settings, driven by the environment. Every variable is described in the README."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import validate

from config.environment import (
    SQLITE,
    close_environment,
    is_issuer,
    is_not_negative,
    is_positive,
    is_site_address,
    is_slug,
    is_time_zone,
    is_timeout,
    kept_secret,
    open_environment,
)
from config.log_lines import FORMATS, usual_format
from config.shared_places import media_storage

BASE_DIR = Path(__file__).resolve().parent.parent
# What a running installation writes when nothing else is said: database, key, uploads, collected static files.
VAR_DIR = BASE_DIR / "var"

# What the environment says. All malformed values are reported together.

env = open_environment()
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", "127.0.0.1, localhost, [::1]")
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS", "")
HTTPS = env.bool("HTTPS", False)
HSTS_SECONDS = env.int("HSTS_SECONDS", 365 * 24 * 3600, validate=is_not_negative)
HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", False)
DATABASE = env.database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'dramatis.sqlite3'}")
CONN_MAX_AGE = env.int("CONN_MAX_AGE", 60, validate=is_not_negative)
MEDIA_ROOT = env.path("MEDIA_ROOT", VAR_DIR / "media")
TIME_ZONE = env.str("TIME_ZONE", "UTC", validate=is_time_zone)
LOG_LEVEL = env.log_level("LOG_LEVEL", "INFO")
LOG_FORMAT = env.str("LOG_FORMAT", usual_format(), validate=validate.OneOf(FORMATS))
METRICS_TOKEN = env.str("METRICS_TOKEN", "")
CACHE = env.cache("CACHE_URL", "")
MEDIA_BUCKET = env.str("MEDIA_BUCKET", "")
MEDIA_ENDPOINT = env.str("MEDIA_ENDPOINT", "")
MEDIA_REGION = env.str("MEDIA_REGION", "")
MEDIA_PREFIX = env.str("MEDIA_PREFIX", "")
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 587, validate=is_not_negative)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", 30, validate=is_timeout)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "dramatis@localhost")
SITE_ADDRESS = env.str("SITE_ADDRESS", "http://127.0.0.1:8000", validate=is_site_address).rstrip("/")
DEFAULT_PERSONA_TYPE = env.str("DEFAULT_PERSONA_TYPE", "user", validate=is_slug)
LINK_CHECK_HOSTS = env.hosts("LINK_CHECK_HOSTS", "")
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", 600, validate=is_not_negative)
PROXIES = env.int("PROXIES", 0, validate=is_not_negative)
PASSWORD_SIGN_IN = env.bool("PASSWORD_SIGN_IN", True)
BREACHED_PASSWORDS = env.path("BREACHED_PASSWORDS", None)
FORGET_CLOSED_DAYS = env.int("FORGET_CLOSED_DAYS", 0, validate=is_not_negative)
FORGET_GUESTS_DAYS = env.int("FORGET_GUESTS_DAYS", 0, validate=is_not_negative)
AUDIT_DAYS = env.int("AUDIT_DAYS", 730, validate=is_not_negative)
WRONG_SIGN_INS_PER_ADDRESS = env.int("WRONG_SIGN_INS_PER_ADDRESS", 100, validate=is_not_negative)
SESSION_HOURS = env.int("SESSION_HOURS", 14 * 24, validate=is_positive)
OIDC_ISSUER = env.str("OIDC_ISSUER", "", validate=is_issuer)
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", "")
OIDC_NAME = env.str("OIDC_NAME", "single sign-on")
OIDC_SCOPES = env.names("OIDC_SCOPES", "openid, profile, email")
OIDC_ORIGINS = env.origins("OIDC_ORIGINS", "")
OIDC_GROUPS_CLAIM = env.str("OIDC_GROUPS_CLAIM", "groups")
OIDC_ROLES = env.roles("OIDC_ROLES", "")
OIDC_TRUST_EMAIL = env.bool("OIDC_TRUST_EMAIL", False)
close_environment(env)

# Only the embedded set-up keeps a key of its own: web nodes that share a PostgreSQL must share one key, too.

if not SECRET_KEY and DATABASE["ENGINE"] == SQLITE:
    SECRET_KEY = kept_secret(VAR_DIR / "secret_key")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY: not set. A server with its own database needs a long random text in it.")

if bool(OIDC_ISSUER) != bool(OIDC_CLIENT_ID):
    raise ImproperlyConfigured("OIDC_ISSUER, OIDC_CLIENT_ID: single sign-on needs both.")
if not (PASSWORD_SIGN_IN or OIDC_ISSUER):
    raise ImproperlyConfigured("PASSWORD_SIGN_IN: without passwords and without OIDC_ISSUER nobody could sign in.")

# The application.

INSTALLED_APPS = [
    "enablement",
    "journeys",
    "personas",
    "config.apps.SiteConfig",
    "config.apps.DramatisAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_htmx",
    "import_export",
    "reversion",
    "axes",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    # Last: after a migration it gives roles the permissions that all others have made by then.
    "config.access",
]
MIDDLEWARE = [
    "config.request_ids.identify",
    "config.request_log.log_requests",
    "config.metrics.count_requests",
    "config.headers.browser_features_off",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.content_policy.ContentPolicy",
    "config.refusals.refuse_odd_addresses",
    "personas.kept.unchanged.answer_unchanged",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.access.signed_out.SignInRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "personas.history.addresses.lead_on",
    "allauth.account.middleware.AccountMiddleware",
    # Last: it puts the page for those who are locked out in the place of any other.
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LANGUAGE_CODE = "en"
FORMAT_MODULE_PATH = "config.formats"
USE_TZ = True

# Where things are kept.

if DATABASE["ENGINE"] == SQLITE:
    # SQLite makes the file, never the folder.
    Path(DATABASE["NAME"]).parent.mkdir(parents=True, exist_ok=True)
# Opening a connection costs more than most pages, on both databases.
DATABASES = {"default": DATABASE | {"CONN_MAX_AGE": CONN_MAX_AGE, "CONN_HEALTH_CHECKS": True}}

# Counters are shared by all processes where a place for that is named. Pages are kept by each process for itself,
# which is right: they stand under a number that the database gives.
CACHES = {
    "default": CACHE,
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}

# A pasted handbook page, and the pages that an import's form brings along from step to step.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
# A persona with a thousand statements is one form, and each statement in it has half a dozen fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": media_storage(MEDIA_BUCKET, MEDIA_ENDPOINT, MEDIA_REGION, MEDIA_PREFIX),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Signing in.

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
AUTHENTICATION_BACKENDS = ["config.access.backends.Throttle", "config.access.backends.Accounts"]
PASSWORDS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{PASSWORDS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{PASSWORDS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{PASSWORDS}.CommonPasswordValidator"},
    {"NAME": f"{PASSWORDS}.NumericPasswordValidator"},
    {"NAME": "config.access.breached.NotBreachedValidator"},
]

# Guessing passwords. Counted in the database, which all processes share, for each name at each address: nobody locks
# out a colleague who is elsewhere. An address that many share, such as an office's, takes far more than one name does.

AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_HANDLER = "config.access.guessing.Guesses"
AXES_CLIENT_IP_CALLABLE = "config.access.addresses.counted_address"
AXES_LOCKOUT_CALLABLE = "config.access.sign_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "csrfmiddlewaretoken", "next"]

# Single sign-on. Of django-allauth only the protocol is used: its accounts, addresses and pages are not.

SOCIALACCOUNT_ADAPTER = "config.access.oidc.adapter.SocialAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
SOCIALACCOUNT_STORE_TOKENS = False
ACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "company",
                "name": OIDC_NAME,
                "client_id": OIDC_CLIENT_ID,
                "secret": OIDC_CLIENT_SECRET,
                "settings": {"server_url": OIDC_ISSUER.rstrip("/"), "oauth_pkce_enabled": True, "scope": OIDC_SCOPES},
            }
        ]
    }
}
# A browser asks the policy about every address that a form's answer leads on to.
OIDC_FORM_TARGETS = [f"{urlsplit(OIDC_ISSUER).scheme}://{urlsplit(OIDC_ISSUER).netloc}"] if OIDC_ISSUER else []

# What the browser may do.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        # Filled in for each answer: config/content_policy.py.
        "script-src": [NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *OIDC_FORM_TARGETS, *OIDC_ORIGINS],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# With HTTPS, browsers take cookies of these names from this very host only.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "config.messages.Messages"
SECURE_SSL_REDIRECT = HTTPS
# A load balancer, and whoever collects figures, asks by plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = HSTS_SECONDS
    SECURE_HSTS_INCLUDE_SUBDOMAINS = HSTS_INCLUDE_SUBDOMAINS
# Browsers' built-in lists of HTTPS hosts are for public sites; this one is a company's own.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Mail and logs.

EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "config.log_lines.Lines"}, "json": {"()": "config.log_lines.JsonLines"}},
    "filters": {"request": {"()": "config.request_ids.NameRequest"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["request"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own handlers mail every server error to nobody; here all records go to the root's console.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.server": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
        # It tells of every sign-in, which the audit log does better.
        "axes": {"level": "WARNING"},
    },
}
