"""In Wagtail's admin, for administrators: their own words for what customers are told."""
