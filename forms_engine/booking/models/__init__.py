"""What can be booked and when (kinds, resources, schedules), what is on offer (slots, places), and what was booked."""

from forms_engine.booking.models.bookings import Booking as Booking
from forms_engine.booking.models.bookings import BookingEvent as BookingEvent
from forms_engine.booking.models.kinds import Resource as Resource
from forms_engine.booking.models.kinds import ResourceKind as ResourceKind
from forms_engine.booking.models.schedules import BankHoliday as BankHoliday
from forms_engine.booking.models.schedules import Schedule as Schedule
from forms_engine.booking.models.schedules import ScheduleException as ScheduleException
from forms_engine.booking.models.schedules import ScheduleRule as ScheduleRule
from forms_engine.booking.models.slots import Occupation as Occupation
from forms_engine.booking.models.slots import Place as Place
from forms_engine.booking.models.slots import Slot as Slot
