"""The ten steps of an application."""
