"""What the owner of an account is told when something that opens it changes: whoever did it, the owner can tell.

Changes of the addresses themselves are told in ``proved_addresses``, to those of before.
"""

from accounts.messages import tell
from accounts.models import User
from accounts.proved_addresses import addresses_to_tell


def tell_of_new_way(user: User, way: str) -> None:
    """A "passkey" or an "app" was added, or a "password" set."""
    _tell(user, "account.way-added", way=way)


def tell_of_lost_way(user: User, way: str) -> None:
    """A "passkey", the "app" or the "password" was taken away."""
    _tell(user, "account.way-removed", way=way)


def tell_of_recovery_codes(user: User) -> None:
    """New recovery codes were made."""
    _tell(user, "account.recovery-codes")


def tell_of_code_card(user: User) -> None:
    """A card of codes was made for them."""
    _tell(user, "account.code-card")


def tell_of_token(user: User, *, by: User | None) -> None:
    """A token was made with which a program acts as ``user``, by themselves or by an administrator."""
    _tell(user, "account.token-made", by_somebody_else=by is None or by.pk != user.pk)


def _tell(user: User, subject: str, **context: object) -> None:
    for address in addresses_to_tell(user):
        tell(address, subject, owner_id=str(user.uuid), secret=False, **context)
