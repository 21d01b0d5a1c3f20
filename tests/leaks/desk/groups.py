"""Who is who at work, in words of the matrix's own: it must not take the product's word for who may see what."""

OFFICERS = "officers"  # whoever works on requests at the council: what is of open services
ALPHA, BETA = "team alpha", "team beta"  # officers of a team: what is of its team-only services
ALPHA_CASES, BETA_CASES = "alpha's restricted-case officers", "beta's restricted-case officers"
ALPHA_LEADS = "those who lead alpha"
WOLD, FEN = "Wold's people", "Fen's people"  # members of an organisation that is a team
ANN, BOB = "Ann", "Bob"  # residents
MONEY = "those who see money"  # finance, its approvers, auditors: what a payment of an open service was for
RUNNING = (
    "those who keep it running"  # administrators: which request of an open service could not be delivered
)
BOOKINGS = "booking officers of alpha"  # who comes, and what for
COUNCILLOR = "the councillor"
NOBODY = "nobody"
