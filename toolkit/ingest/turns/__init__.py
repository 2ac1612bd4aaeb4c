"""Lines in, turns out: layouts, labels, speakers, and what speaks against a reading."""
