"""What a request's booking means for the request: its timeline, its letters, its money, its back offices.

``sending`` takes over what was held, ``paying`` follows the money, ``moving`` and ``ending`` are what its customer and
officers do, ``officers`` the verbs for officers alone, ``letters`` and ``invitations`` what people are sent, ``told`` what
back offices hear, ``reminding`` the day before. The places themselves are ``forms_engine.booking``'s, whose verbs are
called from here, always with the request's row locked first (attempt, charge, request, booking).
"""

from forms_engine.requests.bookings.sending import booking_of, owner_of, take_over

__all__ = ["booking_of", "owner_of", "take_over"]
