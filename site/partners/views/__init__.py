"""Screens of organisations: a partner manager's, the council's, and what both share."""
