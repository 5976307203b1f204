"""The `Sandbox` port by child processes with limits."""
