"""One class a port: its promises as tests. Fakes and real adapters both inherit it."""
