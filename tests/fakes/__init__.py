"""The ports in memory, one file a port. Each passes the same contract as the real adapter."""
