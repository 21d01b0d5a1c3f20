"""What can be booked and when, in Wagtail's admin: kinds, resources, schedules, bank holidays."""
