"""Destinations and routes in Wagtail's admin, for administrators."""
