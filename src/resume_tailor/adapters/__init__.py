"""One technology border a folder; none knows another."""
