"""Queues: the lists that officers work from, narrowed, saved, and worked through many at a time."""
