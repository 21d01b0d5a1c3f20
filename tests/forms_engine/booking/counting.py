"""Our web application with the claim replaced by counting and then inserting, to show that a test notices."""

from config.wsgi import application
from forms_engine.booking import claiming
from tests.forms_engine.booking.stampede import count_then_insert

__all__ = ["application"]

claiming.take = count_then_insert
