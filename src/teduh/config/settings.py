# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every setting of an installation. What an office may change is read from the environment; the defaults are safe.

`docs/reference/settings.md` lists the names for administrators; `checks.py` beside this file refuses bad combinations.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from teduh.config.environment import database, email, env_bool, env_int, env_list, env_path, env_str, secret_from_file

PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]

# --- The installation ---
# Whatever command makes them first, the database with its journal, the folders around it, files and keys are for their
# owner only: the database holds open sign-ins. Before the keys' folder, whose parents are made below.
os.umask(0o077)
DATA_DIR = env_path("TEDUH_DATA_DIR", ROOT / "var")
KEYS_DIR = env_path("TEDUH_KEYS_DIR", DATA_DIR / "keys")
CATALOGUE_DIR = env_path("TEDUH_CATALOGUE_DIR", ROOT / "catalogue")
REGIONS_DIR = env_path("TEDUH_REGIONS_DIR", ROOT / "var" / "regions")
FONTS_DIR = env_path("TEDUH_FONTS_DIR", ROOT / "var" / "fonts")
DEMO = env_bool("TEDUH_DEMO")
DEBUG = env_bool("TEDUH_DEBUG")
HTTPS = env_bool("TEDUH_HTTPS", default=not (DEMO or DEBUG))
BEHIND_PROXY = env_bool("TEDUH_BEHIND_PROXY")
SECRET_KEY = env_str("TEDUH_SECRET_KEY") or secret_from_file(KEYS_DIR / "secret_key")
ALLOWED_HOSTS = env_list("TEDUH_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env_list("TEDUH_TRUSTED_ORIGINS", [])

# --- The parts ---
INSTALLED_APPS = [
    "teduh.config",
    "teduh.portal",
    "teduh.intake",
    "teduh.letters",
    "teduh.cases",
    "teduh.persons",
    "teduh.standards",
    "teduh.channels",
    "teduh.accounts",
    "teduh.journal",
    "teduh.jobs",
    "teduh.vault",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "teduh.portal.language.LanguageMiddleware",
    "teduh.portal.errors.ErrorPagesMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "teduh.accounts.middleware.IdleMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "teduh.config.urls"
WSGI_APPLICATION = "teduh.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LOADERS = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "loaders": LOADERS if DEBUG else [("django.template.loaders.cached.Loader", LOADERS)],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "teduh.portal.shell.shell",
            ],
        },
    }
]
COTTON_DIR = "components"

# --- Data ---
DATABASES = {"default": database(env_str("DATABASE_URL"), DATA_DIR)}
TASKS = {"default": {"BACKEND": "teduh.jobs.backend.LeasedBackend", "QUEUES": []}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3_000
# An upload that will be kept (10 MB at most) is held in memory: unsealed, it never lies on a disk.
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000

# --- Signing in ---
AUTH_USER_MODEL = "accounts.Staff"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "full_name", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/masuk/"
LOGIN_REDIRECT_URL = "/meja/"
LOGOUT_REDIRECT_URL = "/masuk/"
# The name and the machine together: a colleague's slip of the hand does not lock the office's shared address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # Knocking on the locked door does not keep it locked.
AXES_DISABLE_ACCESS_LOG = True  # Sign-ins stand in the journal.
AXES_CLIENT_IP_CALLABLE = "teduh.accounts.signing_in.address_of"
AXES_LOCKOUT_CALLABLE = "teduh.accounts.signing_in.keep_response"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Signing letters ---
SIGNER = env_str("TEDUH_SIGNER", "local")
TIME_STAMP_URL = env_str("TEDUH_TSA_URL")
BSRE_URL = env_str("TEDUH_BSRE_URL")
PKCS11_MODULE = env_str("TEDUH_PKCS11_MODULE")
PKCS11_TOKEN = env_str("TEDUH_PKCS11_TOKEN")
TRUST_DIR = env_path("TEDUH_TRUST_DIR", DATA_DIR / "trust")
# As long as a certificate of BSrE: officials move on, and a passphrase that nobody uses any more should open nothing.
CERTIFICATE_TIME = timedelta(days=2 * 365)
# PBKDF2 rounds between a stolen key file and a guessed passphrase: a quarter of a second for each guess.
# The demo's passphrase stands on its sign-in page, so rounds would guard nothing there; its year is signed in a minute.
SIGNING_KEY_ROUNDS = 1_000 if DEMO else 600_000

# --- Sessions and what the browser is told ---
# How the world reaches this installation: printed on letters for whoever checks them.
ADDRESS = env_str("TEDUH_ADDRESS", "http://localhost:8000")
IDLE_TIME = timedelta(minutes=env_int("TEDUH_IDLE_MINUTES", 20))
SESSION_COOKIE_AGE = 12 * 3600  # A working day at most; the idle time ends it sooner.
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "teduh"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap draws its small icons as data.
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Language and time ---
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesia")), ("en", _("Inggris"))]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"  # Each office has its own zone; views turn it on for the person who looks.

# --- Static files ---
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
HASHED_STATIC = env_bool("TEDUH_HASHED_STATIC")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED_STATIC
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not HASHED_STATIC
MEDIA_ROOT = DATA_DIR / "files"

# --- Mail ---
EMAIL_URL = env_str("EMAIL_URL", "console:")
for _name, _value in email(EMAIL_URL).items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = env_str("TEDUH_MAIL_FROM", "teduh@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Log ---
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO"},
        "axes": {"level": "WARNING"},  # The journal says who signed in; a lock-out is worth a line here.
        "django.server": {"handlers": [], "level": "WARNING"},
    },
}
