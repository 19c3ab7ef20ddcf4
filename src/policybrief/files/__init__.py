"""The bytes of a project's files: read as regular files alone, written whole, named in one form."""
