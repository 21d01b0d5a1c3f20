"""How dates and times are written and read, by language (``FORMAT_MODULE_PATH``): day before month, 24 hours."""
