"""The intranet's tools, and everybody's own bookmarks."""
