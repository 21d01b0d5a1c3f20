"""Lines: what the telephone system counted, so that calls nobody logged count too."""
