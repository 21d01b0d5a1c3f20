"""Phone lines and their daily totals, for those who keep them."""
