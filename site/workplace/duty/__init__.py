"""The duty desk: what waits to be triaged, deciding about one, and the thresholds themselves."""
