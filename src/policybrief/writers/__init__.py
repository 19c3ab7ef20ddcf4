"""Writers turn a document and the look of a template into the bytes of one format."""
