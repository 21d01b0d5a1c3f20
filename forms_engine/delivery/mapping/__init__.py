"""Mappings: a destination's own fields, filled from a request's data."""
