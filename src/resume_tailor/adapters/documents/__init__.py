"""Documents ready to send: PDF by Typst, Markdown, plain text, JSON Resume."""
