"""Showing a draft on an outside front end: a signed token for one revision, one audience's view, and one hour."""
