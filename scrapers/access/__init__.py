"""The common ways into a website, one file each."""
