"""An untrusted Word package → its clean parts, styles and page; nothing in it is run or fetched."""
