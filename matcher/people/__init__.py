"""The officers: accounts, roles, permissions."""
