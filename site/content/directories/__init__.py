"""Directories: their list with what it is narrowed by, and one entry."""
