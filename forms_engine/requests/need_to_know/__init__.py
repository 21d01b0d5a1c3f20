"""Who may look at what is not for them: breaking the glass, with a reason, for an hour, and reviewed."""
