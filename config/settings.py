"""The settings, driven by the environment. Every variable is described in the README."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config.environment import (
    SQLITE,
    close_environment,
    is_not_negative,
    is_site_address,
    is_slug,
    is_time_zone,
    is_timeout,
    kept_secret,
    open_environment,
)

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
close_environment(env)

# Only the embedded set-up keeps a key of its own: web nodes that share a PostgreSQL must share one key, too.

if not SECRET_KEY and DATABASE["ENGINE"] == SQLITE:
    SECRET_KEY = kept_secret(VAR_DIR / "secret_key")
if not SECRET_KEY:
    raise ImproperlyConfigured("SECRET_KEY: not set. A server with its own database needs a long random text in it.")

# The application.

INSTALLED_APPS = [
    "enablement",
    "journeys",
    "personas",
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
]
MIDDLEWARE = [
    "config.headers.browser_features_off",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "personas.kept.unchanged.answer_unchanged",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
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
USE_TZ = True

# Where things are kept.

if DATABASE["ENGINE"] == SQLITE:
    # SQLite makes the file, never the folder.
    Path(DATABASE["NAME"]).parent.mkdir(parents=True, exist_ok=True)
# Opening a connection costs more than most pages, on both databases.
DATABASES = {"default": DATABASE | {"CONN_MAX_AGE": CONN_MAX_AGE, "CONN_HEALTH_CHECKS": True}}

# Kept by each process for itself, which is right: what is kept stands under a number that the database gives.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
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
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# Signing in.

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What the browser may do.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
# A load balancer asks for the health page by plain HTTP.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
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
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"secrets": {"()": "config.secret_addresses.HideSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own handlers mail every server error to nobody; here all records go to the root's console.
    "loggers": {
        "django": {"handlers": [], "level": LOG_LEVEL, "propagate": True},
        "django.server": {"handlers": ["console"], "level": LOG_LEVEL, "propagate": False},
    },
}
