"""Starting processes: settings, wiring, commands."""
