"""What holds for one address, from providers that the council names: bin days, for a start."""
