"""The managers' page: what was measured, by month, service, team and channel (docs/measures.md)."""
