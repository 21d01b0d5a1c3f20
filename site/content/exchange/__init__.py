"""A council's content as files that a person can read and edit, in and out. The format is in ``docs/content-files.md``."""
