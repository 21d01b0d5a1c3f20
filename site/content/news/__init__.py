"""News: the list and its feed."""
