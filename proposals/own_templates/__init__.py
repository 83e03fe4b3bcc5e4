"""The agency's own Word templates: uploaded, tried, put in force, taken back."""
