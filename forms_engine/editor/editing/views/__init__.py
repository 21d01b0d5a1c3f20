"""The editing screens."""
