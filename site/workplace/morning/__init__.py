"""The morning's email to officers and team leads: how much waits for them, by counts and references."""
