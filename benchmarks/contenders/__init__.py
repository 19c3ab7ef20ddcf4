"""Those who make the same papers: each module has `FORMAT`, `render(papers) -> bytes` and `version()`."""

FORMATS = {
    "ours_docx": "docx",
    "docxtpl_slim": "docx",
    "npm_docx": "docx",
    "python_docx": "docx",
    "pandoc": "docx",
    "ours_pdf": "pdf",
    "typst_tagged": "pdf",
    "weasyprint_tagged": "pdf",
    "ours_both": "pdf",
}
"""Module → format, ours first."""
