"""Contacts: every touch between somebody and the council, counted once, whichever way it came."""
