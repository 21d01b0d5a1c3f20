"""Pages made from lists that are kept elsewhere."""
