"""YAML text → plain values with their places → typed values; edits that keep comments."""
