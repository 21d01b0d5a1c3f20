"""Policies, and that everybody asked has read them."""
