"""What reading the environment ends in when a value cannot work."""


class EnvironmentRefused(Exception):
    """The environment cannot work; the message is one sentence saying what to change."""
