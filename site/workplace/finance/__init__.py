"""Where finance works: payments, refunds, disputes, payouts and what does not fit. On the staff host only."""
