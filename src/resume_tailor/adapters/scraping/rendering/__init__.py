"""Pages that are empty until a browser runs their scripts. The extra `render` runs them."""
