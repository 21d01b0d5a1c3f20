"""Wagtail's own API (v3, a preview in Wagtail 8) for editors' automation: on the staff host only, by Wagtail's tokens."""
