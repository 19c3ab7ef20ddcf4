"""Tables of other programs → facts, by a column map."""
