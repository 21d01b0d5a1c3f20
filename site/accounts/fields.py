"""Fields of an account that are kept in one canonical form."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models

E164 = r"^\+[1-9][0-9]{6,14}$"

validate_e164 = RegexValidator(E164, "Enter a mobile number with its country code, like +447700900123.")


class EmailAddressField(models.EmailField):
    """An email address kept, and looked up, in lower case: two spellings are one mailbox."""

    def get_prep_value(self, value: Any) -> Any:
        """Lower-case what goes to the database, stored values and lookups alike."""
        value = super().get_prep_value(value)
        return value.lower() if isinstance(value, str) else value

    def to_python(self, value: Any) -> Any:
        """Lower-case what comes from a form."""
        value = super().to_python(value)
        return value.lower() if isinstance(value, str) else value
