"""How an organisation's token is written: as a reading token is (``audiences.tokens.format``), with a beginning of its own."""

PREFIX = "gpo_"


def is_organisations_token(value: str) -> bool:
    """Whether ``value`` claims to be one, rightly or not."""
    return value.startswith(PREFIX)
