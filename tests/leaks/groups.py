"""Who is who in the leak matrix: groups of people, and what two groups have in common.

Written down once more on purpose, in words of its own: the matrix must not take the product's word for who may see
what. Nothing here is imported from ``audiences``.
"""

EVERYONE, STAFF, PARTNERS, A, B = "everyone", "staff", "partners", "organisation A", "organisation B"
EDITORS = "editors at work"  # what the Wagtail admin shows to those who edit
LINK = "whoever holds the link"  # to a shared draft
NOBODY = "nobody"

GROUPS = (EVERYONE, STAFF, PARTNERS, A, B)

SLUG_A, SLUG_B = "aldermoor-care", "birchfield-school"

# How an editor says it: the audience, and the organisations it is limited to.
CHOSEN = {
    EVERYONE: ("public", []),
    STAFF: ("staff", []),
    PARTNERS: ("partner", []),
    A: ("partner", [SLUG_A]),
    B: ("partner", [SLUG_B]),
}
# Whom each of the three sites is for.
SITE_GROUP = {"public": EVERYONE, "staff": STAFF, "partner": PARTNERS}


def both(one: str, other: str) -> str:
    """Who is in both groups, as a group."""
    if one == other or other == EVERYONE:
        return one
    if one == EVERYONE:
        return other
    for wide, narrow in ((one, other), (other, one)):
        if wide == PARTNERS and narrow in {A, B}:
            return narrow
    return NOBODY
