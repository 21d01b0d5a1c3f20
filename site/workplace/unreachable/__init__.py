"""Customers whom our messages do not reach: the list of them, and saying how one can be reached."""
