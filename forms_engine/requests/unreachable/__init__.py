"""Customers whom what we write about a request does not reach: a task for an officer, until one says how it was seen to."""
