"""XML from somebody else: read without a document type, entities, or any way to the network, or refused.

Law: nothing outside the bytes is ever asked for, and nothing in them can grow.
Not here: what the XML means.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from battlebox.share.foreign.errors import Code, ForeignError

BYTES_MOST: Final = 1024 * 1024
ELEMENTS_MOST: Final = 20_000
DEPTH_MOST: Final = 16


def read_xml(body: bytes) -> etree._Element:
    """The root element. Raises ForeignError."""
    if len(body) > BYTES_MOST:
        raise ForeignError.of(Code.TOO_LARGE, most=BYTES_MOST)
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ForeignError.of(Code.NOT_UTF8) from None
    # In UTF-8 these can be written in one way only, so that no parser need be trusted with them.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ForeignError.of(Code.DOCTYPE)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as wrong:
        raise ForeignError.of(Code.NOT_XML, place=f"line {wrong.lineno}" if wrong.lineno else "") from None
    except ValueError:
        raise ForeignError.of(Code.NOT_XML) from None
    _refuse_size(root)
    return root


def _refuse_size(root: etree._Element) -> None:
    level, count = [root], 1
    for _ in range(DEPTH_MOST):
        level = [inner for element in level for inner in element]
        count += len(level)
        if count > ELEMENTS_MOST:
            raise ForeignError.of(Code.TOO_MANY, most=ELEMENTS_MOST, what="elements")
        if not level:
            return
    raise ForeignError.of(Code.TOO_DEEP, most=DEPTH_MOST)
