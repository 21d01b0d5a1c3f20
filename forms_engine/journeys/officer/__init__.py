"""Officer mode: a whole journey on one screen, answered for somebody who rings, comes to the desk or writes."""
