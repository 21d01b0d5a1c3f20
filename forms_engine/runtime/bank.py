"""Bank details. Whether an account number can belong to its sort code (Vocalink's modulus check) needs a table that its
owner issues and changes: an installation that has it sets a check of its own."""

import re
from collections.abc import Callable

ModulusCheck = Callable[[str, str], bool]

_modulus_check: ModulusCheck | None = None


def set_modulus_check(check: ModulusCheck | None) -> None:
    """Have every sort code (6 digits) and account number (8 digits) that are well formed judged by ``check`` too, which
    says whether they can belong together; None takes it away."""
    global _modulus_check
    _modulus_check = check


def belong_together(sort_code: str, account_number: str) -> bool:
    """Whether the installation's check lets the two pass; without one, everything does."""
    return _modulus_check is None or _modulus_check(sort_code, account_number)


def read_sort_code(value: str) -> str | None:
    """Six digits from "11-22-33", "11 22 33" or "112233"; None for anything else."""
    digits = re.sub(r"[\s-]", "", value)
    return digits if re.fullmatch(r"[0-9]{6}", digits) else None


def read_account_number(value: str) -> str | None:
    """Eight digits; six or seven are filled up with zeros in front, as banks do. None for anything else."""
    digits = re.sub(r"[\s-]", "", value)
    return digits.zfill(8) if re.fullmatch(r"[0-9]{6,8}", digits) else None
