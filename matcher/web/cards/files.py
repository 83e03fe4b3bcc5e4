"""Files that come with a form, and files that go out, always as a download."""

from flask import Flask, request, send_file
from flask.typing import ResponseReturnValue

from matcher.errors import InvalidInput, NotFound
from matcher.files.keeping import MEDIA, MOST_BYTES, Upload, keep_file, kind_of, path_of
from matcher.files.models import FiledDocument, StoredFile
from matcher.files.shelf import Owner, documents_of
from matcher.web.frame.services import db, services


def given_file(name: str, *, needed: bool) -> tuple[str, StoredFile] | None:
    """The file sent as ``name``, kept; ``None`` for none.

    :raises InvalidInput: for none where one is needed, or one that cannot be kept.
    """
    given = request.files.get(name)
    if given is None or not given.filename:
        if needed:
            raise InvalidInput("Escoja un archivo.", field=name)
        return None
    upload = Upload(filename=given.filename, content=given.read())
    return keep_file(db(), services().settings, upload)


def serve_file(digest: str, filename: str) -> ResponseReturnValue:
    """A kept file as a download, under its name.

    :raises NotFound: if it no longer lies where it was put.
    """
    path = path_of(services().settings, digest).resolve()
    if not path.is_file():
        raise NotFound("El archivo ya no está en el servidor. Avise a quien administra.")
    media = MEDIA[kind_of(path.read_bytes())]
    return send_file(path, mimetype=media, as_attachment=True, download_name=filename)


def filed_documents(owner: Owner, owner_id: int) -> list[FiledDocument]:
    """What was put with a project or a pursuit, for their pages."""
    return list(documents_of(db(), owner, owner_id))


def install(app: Flask) -> None:
    """Let pages name documents, and say how large a file may be."""
    app.add_template_global(filed_documents)
    app.jinja_env.globals["MOST_MEGABYTES"] = MOST_BYTES // 1024**2
