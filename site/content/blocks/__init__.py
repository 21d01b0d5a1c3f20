"""The blocks of a page's body, one family per file. Their templates are in ``themes/templates/content/blocks/``."""
