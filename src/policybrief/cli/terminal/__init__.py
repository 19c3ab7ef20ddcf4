"""What commands print: text of 80 columns, JSON, SARIF, progress."""
