"""Pages of signing in and out, and of what one signs in with: the same addresses on all three hosts."""
