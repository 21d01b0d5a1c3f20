"""Measures, counted by rule (docs/measures.md): the worker counts each month, managers read what it counted."""
