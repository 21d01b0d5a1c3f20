"""English as it is written in the United Kingdom; Django's "en" is that of the United States."""
