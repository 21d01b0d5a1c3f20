"""Rich text as a tree of typed nodes, with every link resolved for the one asking."""

from content_api.rich_text.nodes import RichText
from content_api.rich_text.reading import read_rich_text

__all__ = ["RichText", "read_rich_text"]
