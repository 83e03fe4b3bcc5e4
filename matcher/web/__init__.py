"""The web application: one blueprint per noun."""
