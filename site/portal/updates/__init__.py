"""News by email: what is new in the topics and the wards that somebody chose, once a week or a month."""
