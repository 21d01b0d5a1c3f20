"""The people directory: entries, who keeps them, and those who left."""
