"""Where the people of a team outside the council work, on the extranet, phone first."""
