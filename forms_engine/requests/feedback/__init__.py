"""How it went: one question of satisfaction and one of effort, asked once of a request that has come to its end."""
