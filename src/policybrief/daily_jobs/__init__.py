"""The daily job that `brief ci` writes: its templates, how they are filled in, what is left to do by hand."""
