"""Kills its own process, once, where a test asks for it. Installed by ``tests.faults.settings`` only: the product
knows nothing of it."""
