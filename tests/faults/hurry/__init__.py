"""The product with its waiting cut short, so that a day of faults fits into minutes. What follows what stays the same: a
lease is longer than any call, a try comes later than the one before. The product knows nothing of it."""
