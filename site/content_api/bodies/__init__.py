"""Bodies as typed data: each block type has a schema and a reader, one family per file as in ``content.blocks``."""

from content_api.bodies.reading import Block, read_body
from content_api.bodies.registry import FORMATS

__all__ = ["FORMATS", "Block", "read_body"]
