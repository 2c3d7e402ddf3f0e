"""A Word document as a file: what it says of itself, and bytes that stay the same."""

import io
from datetime import UTC
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from summarize.digest.page import said
from summarize.digest.record import Digest
from summarize.digest.saying import shown

# The first moment that a ZIP file can name.
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
# Word takes no longer title in a document's properties.
_LONGEST_TITLE = 255


def describe(document: Document, digest: Digest) -> None:
    """Set the document's properties; its only time is the digest's own."""
    properties = document.core_properties
    properties.title = shown(digest.title)[:_LONGEST_TITLE]
    properties.subject = said("span", digest)
    properties.author = properties.last_modified_by = "Mujaz"
    properties.comments = ""
    properties.language = "en"
    at = digest.window.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.created = properties.modified = at


def saved(document: Document) -> bytes:
    """The document's bytes, without the time at which they were made.

    The template's picture of itself has no place in it.
    """
    rels = document.part.package.rels
    for key, rel in list(rels.items()):
        if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del rels[key]
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with ZipFile(written) as source, ZipFile(fixed, "w") as target:
        for info in source.infolist():
            entry = ZipInfo(info.filename, _LONG_AGO)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(info))
    return fixed.getvalue()
