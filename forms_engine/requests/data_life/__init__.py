"""How long what people sent is kept, how it is erased and proved to be, and how somebody gets all that is known of them."""
