"""Running text in three forms: as Wagtail keeps it, as the Markdown of the files, and, between them, as ``parts``."""
