"""Signing in with the accounts of somebody else (OpenID Connect): the provider, and who it is."""
