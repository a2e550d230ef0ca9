"""Django's settings for one desk, built from a DeskSettings.

Law: nothing here touches a disk or a network when it is imported; what differs between desks comes from DeskSettings.
Not here: what an operator may set (starting/desk_settings.py), making folders and keys (starting/folder.py).
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.folder import seal_secret
from battlebox.web.starting.own_names import hosts_of
from battlebox.web.starting.tables_at import tables_of

HERE: Final = Path(__file__).resolve().parent
PRODUCT: Final = "Battlebox"
POLL_SECONDS: Final = 10

_APPS: Final = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "battlebox.web.apps.WebConfig",
]
_MIDDLEWARE: Final = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "battlebox.web.headers.OwnHeaders",
    # Outside all that can answer, so that a drill's desk gives nothing that does not say that it is one.
    "battlebox.web.exercise.SaysExercise",
    # Inside what sets the headers, so that their refusals carry them too; before anything that reads what was sent.
    "battlebox.web.starting.folder_there.FolderThere",
    "battlebox.web.limits.SizeLimit",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    # Inside what counts the length of an answer.
    "battlebox.web.letters.UnturnedPages",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "battlebox.web.stash.SignInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "battlebox.web.asking.Asking",
    "battlebox.web.failures.NeverBlank",
    "battlebox.web.without_estate.WithoutEstate",
    # Lock-out looks at each answer last.
    "axes.middleware.AxesMiddleware",
]
# No inline script, no inline style, nothing from elsewhere.
_POLICY: Final = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}


WRONG_A_MINUTE: Final = 120
"""How many sign-ins from one address may be wrong in a minute, whatever the names."""


def django_settings(desk: DeskSettings, *, secret: str = "", unsafe_passwords: bool = False) -> dict[str, Any]:
    """Every setting of Django for this desk. `unsafe_passwords` is for tests: they would wait for the slow ones."""
    return {
        **_doors(desk),
        **_kept(desk),
        **_accounts(desk),
        **_second_factor(desk),
        "SECRET_KEY": secret or "not a secret: only for reading the code",
        "SEAL_SECRET": seal_secret(desk) or secret,
        "DEBUG": False,
        "DESK": desk,
        "INSTALLED_APPS": _APPS,
        "MIDDLEWARE": _MIDDLEWARE,
        "ROOT_URLCONF": "battlebox.web.urls",
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "DIRS": [HERE / "templates"],
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                        "battlebox.web.pages.furniture",
                    ],
                    "builtins": ["battlebox.web.gds.templatetags.gds", "battlebox.web.gds.templatetags.bodies"],
                },
            }
        ],
        "FORM_RENDERER": "battlebox.web.gds.renderer.DeskRenderer",
        "USE_I18N": True,
        "LANGUAGE_CODE": "en-gb",
        "LANGUAGES": [("en-gb", "English")],
        "TIME_ZONE": "Europe/London",
        "USE_TZ": True,
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "PASSWORD_HASHERS": [
            "django.contrib.auth.hashers.MD5PasswordHasher"
            if unsafe_passwords
            else "django.contrib.auth.hashers.ScryptPasswordHasher"
        ],
        # Nothing is ever mailed: there may be no mail.
        "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "LOGGING": _logging(desk),
    }


def _own_host(desk: DeskSettings) -> str:
    """How the name of a cookie begins: over TLS so that no other machine can set or read it, by its name alone."""
    return "__Host-" if desk.lan else ""


def _doors(desk: DeskSettings) -> dict[str, Any]:
    """How browsers reach the desk, and what every answer carries."""
    return {
        "ALLOWED_HOSTS": hosts_of(desk),
        "CONTENT_SECURITY_POLICY": _POLICY,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "SESSION_COOKIE_SECURE": desk.lan,
        "CSRF_COOKIE_SECURE": desk.lan,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_FAILURE_VIEW": "battlebox.web.failures.csrf_refused",
        "SESSION_COOKIE_NAME": f"{_own_host(desk)}desk_session",
        "CSRF_COOKIE_NAME": f"{_own_host(desk)}desk_csrf",
        "SESSION_COOKIE_AGE": desk.session_hours * 3600,
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2 * 1024 * 1024,
        # A file that is sent in may hold names: it stays in memory, whatever its size (limits.py bounds it).
        "FILE_UPLOAD_HANDLERS": ["django.core.files.uploadhandler.MemoryFileUploadHandler"],
        "FILE_UPLOAD_MAX_MEMORY_SIZE": desk.upload_mb_max * 1024 * 1024,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2000,
        "DATA_UPLOAD_MAX_NUMBER_FILES": 60,
    }


def _kept(desk: DeskSettings) -> dict[str, Any]:
    """Where tables, temporary notes and static files lie."""
    return {
        "DATABASES": {"default": tables_of(desk)},
        # In the database, so that a code that was used stays used after a restart; on a server with the counts of
        # tries, for several processes may take them together.
        "CACHES": {
            "default": {
                "BACKEND": "battlebox.web.counts.CountsTogether"
                if desk.tables
                else "battlebox.web.counts.CountsInMemory",
                "LOCATION": "web_cache",
                "OPTIONS": {"MAX_ENTRIES": 20000},
            }
        },
        "SESSION_ENGINE": "battlebox.web.sessions",
        "STATIC_URL": "/static/",
        "STATIC_ROOT": desk.data / "static",
        "STATICFILES_DIRS": [HERE / "static"],
        "STORAGES": {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
        },
        "WHITENOISE_MAX_AGE": 3600,
    }


def _accounts(desk: DeskSettings) -> dict[str, Any]:
    """Who may come in and how: names and passwords, lock-out; no mail anywhere."""
    return {
        "AUTH_USER_MODEL": "web.Officer",
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            "allauth.account.auth_backends.AuthenticationBackend",
        ],
        "AUTH_PASSWORD_VALIDATORS": [
            {
                "NAME": "battlebox.web.accounts.passwords.LongEnough",
                "OPTIONS": {"min_length": 10},
            },
            {
                "NAME": "battlebox.web.accounts.passwords.NotLikeTheName",
                "OPTIONS": {"user_attributes": ("username", "display_name")},
            },
            {"NAME": "battlebox.web.accounts.passwords.SeldomTried"},
            {"NAME": "battlebox.web.accounts.passwords.NotOfThePlace"},
        ],
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "home",
        "ACCOUNT_ADAPTER": "battlebox.web.accounts.adapter.OfficerAdapter",
        "ACCOUNT_FORMS": {
            "login": "battlebox.web.accounts.sign_in.SignInForm",
            "change_password": "battlebox.web.accounts.sign_in.NewPasswordForm",
            "reauthenticate": "battlebox.web.accounts.sign_in.AgainForm",
        },
        "ACCOUNT_USER_MODEL_EMAIL_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"username"},
        "ACCOUNT_SIGNUP_FIELDS": ["username*", "password1*", "password2*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 900,
        # A name is guarded by axes (on one machine) and by `login_failed` per key (on all together). An address may be
        # that of a whole room: what comes right is not counted against it, and what is wrong only so that nobody tries
        # one password on every name: before a password is looked at, so that a flood costs no more than a page does.
        "ACCOUNT_RATE_LIMITS": {
            "login": None,
            "login_failed": f"{WRONG_A_MINUTE}/m/ip,30/5m/key",
            "reauthenticate": "20/m/user",
        },
        "AXES_FAILURE_LIMIT": desk.lock_after_failures,
        "AXES_COOLOFF_TIME": timedelta(minutes=desk.lock_minutes),
        # A stranger who knows a name must not be able to lock its owner out from another machine.
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        "AXES_LOCKOUT_CALLABLE": "battlebox.web.failures.locked_out",
        "AXES_USERNAME_CALLABLE": "battlebox.web.accounts.sign_in.name_tried",
        "AXES_RESET_ON_SUCCESS": True,
        "AXES_ENABLE_ADMIN": False,
        "AXES_DISABLE_ACCESS_LOG": True,
        "AXES_VERBOSE": False,
    }


def _second_factor(desk: DeskSettings) -> dict[str, Any]:
    """What they show beside a password: codes by time, passkeys, codes on paper."""
    return {
        # A passkey has nothing that could be guessed.
        "MFA_RATE_LIMITS": {"webauthn_login": None},
        "MFA_ADAPTER": "battlebox.web.accounts.second_factor.DeskSecondFactor",
        "MFA_FORMS": {
            "authenticate": "battlebox.web.accounts.second_factor.CodeForm",
            "reauthenticate": "battlebox.web.accounts.second_factor.CodeAgainForm",
            "activate_totp": "battlebox.web.accounts.second_factor.FirstCodeForm",
            "add_webauthn": "battlebox.web.accounts.passkeys.AddKeyForm",
            "edit_webauthn": "battlebox.web.accounts.passkeys.NameKeyForm",
            "login_webauthn": "battlebox.web.accounts.passkeys.SignInKeyForm",
            "reauthenticate_webauthn": "battlebox.web.accounts.passkeys.KeyAgainForm",
        },
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_TOTP_TOLERANCE": desk.totp_steps,
        "MFA_TOTP_ISSUER": PRODUCT,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not desk.lan,
    }


def _logging(desk: DeskSettings) -> dict[str, Any]:
    """Faults to the terminal, the door's to its own file, with no addresses' queries and nobody's words in them."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {
            "terminal": {"class": "logging.StreamHandler"},
            "door": {"class": "battlebox.web.door_log.DoorBook", "data": str(desk.data)},
        },
        "root": {"handlers": ["terminal"], "level": "ERROR"},
        "loggers": {
            "django.request": {"level": "CRITICAL"},
            # Whoever calls the desk by a wrong name, or sends too much, is answered in words; it is no fault of the
            # desk's, and a stranger fills no log with it.
            "django.security": {"level": "CRITICAL"},
            "axes": {"level": "ERROR"},
            "battlebox.door": {"level": "INFO", "handlers": ["door"], "propagate": False},
        },
    }


# Read by tools that look at the code (types, migrations); a desk that runs configures itself (start.py).
if os.environ.get("DJANGO_SETTINGS_MODULE") == __name__:
    globals().update(django_settings(DeskSettings.from_folder()))
