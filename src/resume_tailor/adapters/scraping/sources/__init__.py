"""Where what is known of a posting comes from: one small reader for each source."""
