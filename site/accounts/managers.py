"""How accounts are made and found by Django's own commands."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import BaseUserManager

if TYPE_CHECKING:
    from accounts.models import User


class UserManager(BaseUserManager["User"]):
    """``create_superuser`` for ``manage.py createsuperuser``; everything else goes through services."""

    def create_superuser(self, email: str, name: str, password: str | None = None, **fields: Any) -> "User":
        """Make an administrator who may do everything in the Wagtail admin."""
        user = self.model(email=email, name=name, is_staff=True, is_superuser=True, **fields)
        user.set_password(password)
        user.full_clean()
        user.save(using=self._db)
        return user
