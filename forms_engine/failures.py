"""Telling the log of a mistake of ours that stops nothing else."""

import logging
import traceback


def log_failure(logger: logging.Logger, what: str, error: Exception) -> None:
    """Log that ``what`` (ids only) failed: the error's kind and the lines it went through, not its own words, which may
    quote what somebody wrote."""
    where = "".join(traceback.format_tb(error.__traceback__))
    logger.error("%s: %s\n%s", what, type(error).__name__, where)
