"""The ways that requests reach the council."""

# Somebody from the council answers for another person: what they send is that person's, never their own.
ASSISTED = frozenset({"phone", "desk", "chat", "social", "email"})
