"""A local stand-in for Stripe: its API for Checkout Sessions, its pay page and its webhooks. No money moves.

A program of its own: it imports nothing of the house and nothing of Django, and the house reaches it only
through the real `stripe` SDK. Demonstrations and tests use it; outside demo mode the house refuses to.
"""
