"""The duty desk: what comes in to a service with a threshold is held against it, and why is written down."""
