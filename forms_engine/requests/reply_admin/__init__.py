"""In Wagtail's admin, for administrators: the replies that officers begin from, and what can come of a service's requests."""
