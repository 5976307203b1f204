"""What goes over the wire, as the protocol has it."""
