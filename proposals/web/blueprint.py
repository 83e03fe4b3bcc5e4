"""The one blueprint of the proposals, which the modules beside hang their pages on."""

from flask import Blueprint

blueprint = Blueprint("proposals", __name__, url_prefix="/propuestas")
