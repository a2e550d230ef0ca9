"""An officer: somebody who can sign in.

Law: an officer id never changes and is never used twice; no mail address is needed.
Not here: what an officer may do (membership.py).
"""

from __future__ import annotations

import secrets
from typing import Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

# No vowels and no letters that look like digits: an id is read out over the phone and spells nothing.
_LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"
_ID_LENGTH: Final = 6


def new_officer_id() -> str:
    """A stable random officer id such as o-7k3f9q."""
    return "o-" + "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))


class Officers(BaseUserManager["Officer"]):
    """Every officer of this desk."""

    def join(self, username: str, display_name: str, password: str, *, break_glass: bool = False) -> Officer:
        """Make an account."""
        officer = self.model(username=username, display_name=display_name, break_glass=break_glass)
        officer.set_password(password)
        while self.filter(officer_id=officer.officer_id).exists():
            officer.officer_id = new_officer_id()
        officer.save(using=self._db)
        return officer

    def get_by_natural_key(self, username: str | None) -> Officer:
        """Names are the same whatever their capitals."""
        return self.get(username__iexact=username)


class Officer(AbstractBaseUser):
    """Somebody who can sign in."""

    officer_id = models.CharField(max_length=16, unique=True, default=new_officer_id, editable=False)
    username = models.CharField("sign-in name", max_length=80, unique=True)
    display_name = models.CharField("name", max_length=120)
    is_active = models.BooleanField(default=True)
    break_glass = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = Officers()

    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.display_name or self.username
