"""The screens that a journey is built on in the Wagtail admin, a part of the draft at a time."""
