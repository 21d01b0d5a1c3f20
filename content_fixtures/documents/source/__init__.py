"""Marlshire's documents, set from what ``papers/`` says of each."""
