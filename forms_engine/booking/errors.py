"""Why something about a booking cannot be done. Nothing has been changed when one of these is raised."""


class BookingError(Exception):
    """The parent of all of these."""


class NoPlace(BookingError):
    """Nobody can have this time any more: it is full, over, too soon, withdrawn, or its room or officer is taken."""


class TooMany(BookingError):
    """The person has as many of this kind as one person may have."""


class TooManyHolds(BookingError):
    """So many times were held from one network within the hour."""


class NothingHeld(BookingError):
    """The owner has no booking to do this with."""


class TooLate(BookingError):
    """The deadline of the kind has passed; an officer may still do it."""


class NotInThisState(BookingError):
    """The table of states does not say this; `args` has where it stands."""
