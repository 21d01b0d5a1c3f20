"""Customers: who they are, which of them are one person, and finding them again."""
