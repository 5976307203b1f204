"""What the product needs from outside, one need a file. Adapters inherit these explicitly."""
