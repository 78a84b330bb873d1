"""Settings of every installation: one file, values from the environment.

The default is one office PC: SQLite under ``var/``, files beside it, no server to look after.
A province or the country sets ``DATABASE_URL`` (PostgreSQL) and the addresses; no feature differs.
"""

import secrets
from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.FileAwareEnv(
    DEBUG=(bool, False),
    VAR_DIR=(str, str(BASE_DIR / "var")),
    SITE_URL=(str, "http://localhost:8000"),
    ALLOWED_HOSTS=(list, ["localhost", "127.0.0.1", "[::1]"]),
    CSRF_TRUSTED_ORIGINS=(list, []),
    BEHIND_TLS=(bool, False),
    EMAIL_URL=(str, "consolemail://"),
    DEFAULT_FROM_EMAIL=(str, "phatthana@localhost"),
    PHATTHANA_TODAY=(str, ""),
    GARUDA_FILE=(str, ""),
    SIGNING_CERTIFICATE=(str, ""),
    SIGNING_PASSPHRASE=(str, ""),
    LOG_LEVEL=(str, "INFO"),
)

VAR_DIR = Path(env("VAR_DIR"))
DEBUG = env("DEBUG")
SITE_URL = env("SITE_URL").rstrip("/")
ALLOWED_HOSTS = env("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env("CSRF_TRUSTED_ORIGINS")


def _secret_key() -> str:
    """The key from the environment, else one made once and kept beside the data."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text()


SECRET_KEY = _secret_key()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",  # TemplatesSetting finds Django's own widget templates here
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "thai",
    "organizations",
    "documents",
    "competencies",
    "courses",
    "personnel",
    "plans",
    "approvals",
    "monitoring",
    "register",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.security.ContentSecurityPolicyMiddleware",
    "config.security.ImpossibleRequestMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "organizations.typed.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "organizations.accounts.OwnPasswordMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "organizations.acting.ActingMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

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
                "organizations.acting.context",
                "approvals.notices.context",
            ],
            "builtins": ["thai.templatetags.thai"],
        },
    }
]

# Database ------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # IMMEDIATE: a write transaction queues at its start instead of failing in its middle.
    # recursive_triggers: without it INSERT OR REPLACE slips past the append-only triggers.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
        "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"].setdefault("CONN_MAX_AGE", 60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People --------------------------------------------------------------------------------------

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "organizations:home"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "organizations.accounts.ClosedAccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # office machines are shared: closing the browser ends the session
ACCOUNT_FORMS = {
    "login": "organizations.sign_in.SignInForm",
    "change_password": "organizations.sign_in.ChangePasswordForm",
    "reauthenticate": "organizations.sign_in.ConfirmPasswordForm",
}
MFA_ADAPTER = "organizations.accounts.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "organizations.sign_in.SecondFactorForm",
    "reauthenticate": "organizations.sign_in.ConfirmSecondFactorForm",
    "activate_totp": "organizations.sign_in.ActivateAppForm",
}
MFA_TOTP_ISSUER = "Phatthana"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "th"
LANGUAGES = [("th", "ไทย"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
PHATTHANA_TODAY = env("PHATTHANA_TODAY")  # only for demonstrations and tests: YYYY-MM-DD (C.E.)

# Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "media"
FONT_DIR = BASE_DIR / "static" / "fonts"
GARUDA_FILE = env("GARUDA_FILE")  # the office's own official drawing, if it has one
# Issued papers are signed with this PKCS #12 file (certificate and key) where there is one: documents.signing.
SIGNING_CERTIFICATE = env("SIGNING_CERTIFICATE")
SIGNING_PASSPHRASE = env("SIGNING_PASSPHRASE")
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
LARGEST_REQUEST = 12 * 1024 * 1024  # bytes with files: the largest is a scan of 10 MB, and stands in a form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# Background work, forms, mail -----------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
CRISPY_ALLOWED_TEMPLATE_PACKS = ["bootstrap5"]
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False
vars().update(env.email("EMAIL_URL"))
EMAIL_TIMEOUT = 20  # seconds: a worker does not hang on a server
NOTICES_BY_MAIL = env("EMAIL_URL").split(":")[0] not in ("consolemail", "dummymail")  # a server is named
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL")
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

# Security -------------------------------------------------------------------------------------

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env("BEHIND_TLS"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # limits of sign-in count visitors, not the proxy
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"

# ``{{ anything|default }}`` of a missing name is a mistake in a template: tests make it an error.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL")},
    "loggers": {
        "fontTools": {"level": "WARNING"},  # says a line for every table of a font
        "pikepdf": {"level": "WARNING"},  # says at every start that it is there
    },
}
