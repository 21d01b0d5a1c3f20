"""The lifecycle's screens in Wagtail's admin. What is edited on them is in ``editing``."""
