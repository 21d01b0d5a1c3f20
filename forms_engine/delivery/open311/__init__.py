"""Talking to a back office that is an Open311 server: filing with it, and asking it how things stand.

``connectors/open311.py`` is the connector; ``docs/open311.md`` says what a server has to be like.
"""
