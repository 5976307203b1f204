"""Title, company and place of a posting from what its page shows, where nothing else says them."""
