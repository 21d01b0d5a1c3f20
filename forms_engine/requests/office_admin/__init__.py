"""How a back office's words and ours are matched, in Wagtail's admin: its statuses, and its mapping."""
