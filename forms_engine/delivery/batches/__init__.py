"""Deliveries that leave together: at given times, all that wait for a destination go into one file (``connectors.batch``)."""
