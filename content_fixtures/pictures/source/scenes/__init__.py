"""A picture a module, named after it; each has ``draw(art)``."""
