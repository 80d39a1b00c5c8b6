"""Settings, all of them; only this module and `environment` read `DUIXIAN_*`."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from duixian.server.environment import clock_shift, count, data_folder, database, flag, secret_key, words

SOURCE = Path(__file__).parents[1]
DATA = data_folder()
FILES = DATA / "files"
# What takes long to work out, for all processes; whoever deletes the folder loses time alone.
KEPT = {
    "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
    "LOCATION": DATA / "kept",
    "OPTIONS": {"MAX_ENTRIES": 20},
}
# Past days that somebody looked at.
DAYS = {**KEPT, "LOCATION": DATA / "days", "TIMEOUT": None, "OPTIONS": {"MAX_ENTRIES": 100}}
IN_MEMORY = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
# Parts of pages that hold as long as what they show.
PARTS = {**IN_MEMORY, "LOCATION": "parts", "OPTIONS": {"MAX_ENTRIES": 5000}}
CACHES = {"default": IN_MEMORY, "kept": KEPT, "days": DAYS, "template_fragments": PARTS}

DEBUG = False
SECRET_KEY = secret_key(DATA)
ALLOWED_HOSTS = words("DUIXIAN_HOSTS", "127.0.0.1,localhost,[::1]")
HTTPS = flag("DUIXIAN_HTTPS")
DEMO = flag("DUIXIAN_DEMO")
TRUSTED_PROXIES = count("DUIXIAN_TRUSTED_PROXIES", most=9)
CLOCK_SHIFT = clock_shift(DATA)

INSTALLED_APPS = [
    "duixian.journal",
    "duixian.accounts",
    "duixian.ledger",
    "duixian.cases",
    "duixian.cases.tables",
    "duixian.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "duixian.web.proxies.BehindProxies",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "duixian.web.middleware.ChineseFirst",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "duixian.web.middleware.ClosedByDefault",
    "duixian.web.middleware.AsOf",
    "duixian.web.keeping.KeepsDay",
    "duixian.web.middleware.Told",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "duixian.server.urls"
WSGI_APPLICATION = "duixian.server.wsgi.application"
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
                "csp.context_processors.nonce",
                "duixian.web.context.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.l10n",
                "django.templatetags.static",
                "duixian.web.templatetags.cases",
                "duixian.web.templatetags.marks",
            ],
        },
    }
]

# The programs' own tables are changed by installing a folder, not by migrations.
MIGRATION_MODULES = {"programs": None}
DATABASES = {"default": database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesBackend", "duixian.accounts.backend.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "duixian.accounts.policy.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name")},
    },
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "duixian.web.pages.entering.locked_out"
AXES_RESET_ON_SUCCESS = True
# The page says when the lock opens; a try before that does not put it off.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "兑现"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [SOURCE / "web" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
LARGEST_UPLOAD = 100 * 1024 * 1024

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 3600
CSRF_FAILURE_VIEW = "duixian.web.failures.form_expired"
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016", "security.W018"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
