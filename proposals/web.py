"""The wizard in the web."""

from flask import Flask

from matcher.web.services import Services


def register(app: Flask, services: Services) -> None:
    """Hang the wizard's pages under ``/propuestas``."""
    del app, services
