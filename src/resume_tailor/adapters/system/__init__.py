"""Time and ids from the operating system."""
