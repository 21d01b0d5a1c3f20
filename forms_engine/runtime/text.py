"""What text may be stored and shown, and the shapes of kinds of text that councils ask for."""

import re

# Control characters, half surrogate pairs, and Unicode's embeddings, overrides and isolates, which can make a line read
# as what it is not. In several lines, tabs and line breaks are allowed.
_NOT_IN_A_LINE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_NOT_IN_LINES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")

# The HTML standard's rule for <input type=email>, with a dot asked for in the domain and dots in the local part only
# between other signs, as mail servers have it (RFC 5321).
EMAIL = re.compile(
    r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
    r"@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+\Z",
    re.IGNORECASE | re.ASCII,
)
# BS 7666: the shape of a postcode. ZZ is no area, and kept for examples.
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][ABD-HJLNP-UW-Z]{2})\Z")
# HMRC's NIM39110: the first letters never D, F, I, Q, U, V, the second not O either, and pairs not in use. QQ, which it
# never gives, is kept for examples.
NATIONAL_INSURANCE = re.compile(
    r"(?:QQ|(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])[0-9]{6}[A-D]\Z"
)
# DVLA's marks, from 1903 to now: letters and figures, at least one of each, seven signs at most.
VEHICLE_REGISTRATION = re.compile(r"(?=.*[A-Z])(?=.*[0-9])[A-Z0-9]{2,7}\Z")
UPRN = re.compile(r"[0-9]{1,12}\Z")
WEBSITE = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*"
    r"\.[a-z][a-z0-9-]*[a-z0-9](?::[0-9]{1,5})?(?:[/?#][^\s<>\"]*)?\Z",
    re.IGNORECASE | re.ASCII,
)


def is_line(value: object) -> bool:
    """Text that can be stored and shown as one line."""
    return isinstance(value, str) and not _NOT_IN_A_LINE.search(value)


def is_lines(value: object) -> bool:
    """Text that can be stored and shown as several lines."""
    return isinstance(value, str) and not _NOT_IN_LINES.search(value)


def postcode(value: str) -> str | None:
    """A postcode as it is written, "ZZ1 1AA"; None where it is none."""
    # ASCII first: some letters become two when they are made large.
    found = POSTCODE.match(re.sub(r"\s+", "", value).upper()) if value.isascii() else None
    return f"{found[1]} {found[2]}" if found else None


def closed_up(value: str) -> str:
    """Capitals without spaces or hyphens, as number plates and National Insurance numbers are compared."""
    return re.sub(r"[\s-]", "", value).upper()


def website(value: str) -> str:
    """A web address with its scheme: people leave it out."""
    value = value.strip()
    return value if "://" in value else f"https://{value}"
