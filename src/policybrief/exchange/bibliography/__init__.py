"""Bibliographies of other programs → source records."""
