"""A request's page, and what officers do on it beside what has a module of its own next door."""
