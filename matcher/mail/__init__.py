"""Email: composing from templates and sending."""
