"""Welsh: Django's own, with the times of the house."""
