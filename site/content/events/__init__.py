"""Events: when they are, the list, the calendar and the feed."""
