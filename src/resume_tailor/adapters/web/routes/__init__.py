"""One router a resource; a route has at most five lines of body."""
