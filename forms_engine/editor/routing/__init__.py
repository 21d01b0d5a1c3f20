"""Routing rules in Wagtail's admin, for administrators: writing, trying and putting them in force, and applying them again
to requests that exist."""
