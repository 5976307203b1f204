"""HTML as a person sees it: a tree without what is hidden, and Markdown made of it."""
