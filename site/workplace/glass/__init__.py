"""Breaking the glass: asking, reading what was opened, and reviewing it."""
