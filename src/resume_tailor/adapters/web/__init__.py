"""FastAPI: routes that parse, call and present; everything else is behind the use cases."""
