"""What is owed and what was paid: charges, attempts at Stripe, and the one function that settles them."""
