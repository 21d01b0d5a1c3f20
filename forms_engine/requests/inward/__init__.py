"""What comes in from back offices: what they say about our requests, cases begun with them, letters they write."""
