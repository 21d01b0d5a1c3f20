"""What deliveries, charges and notices call a request, which they know by type and id only."""

OWNER_TYPE = "request"
