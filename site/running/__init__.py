"""Everything behind ``make run``: the environment, a PostgreSQL of its own, the assets, the processes.

Nothing here is imported by the website, and nothing here imports Django: `bootstrap`, `steps` and
`lifeline` run on the machine's own Python before the environment exists, the rest inside it.
"""
