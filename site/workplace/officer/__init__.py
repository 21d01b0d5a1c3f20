"""Officer mode's pages: choosing a journey for somebody, its one screen, the end, and going on with a caller's draft."""
