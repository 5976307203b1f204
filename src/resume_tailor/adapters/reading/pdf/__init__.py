"""PDF: PyMuPDF gives characters in the order of drawing, `visibility.py` says which can be seen."""
