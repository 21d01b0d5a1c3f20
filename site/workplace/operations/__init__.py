"""What needs a person now: what could not be delivered, what stands still, and what to do about it."""
