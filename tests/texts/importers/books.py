"""Makes EPUB and DOCX files for tests, sound and broken."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pack(path: Path, files: Mapping[str, str | bytes]) -> Path:
    """A zip file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def package(chapters: Sequence[str], metadata: str = "<dc:title>书</dc:title>", extra: str = "", toc: str = "") -> str:
    """A package document with these files as its chapters, in order."""
    items = "".join(
        f'<item id="c{n}" href="{name}" media-type="application/xhtml+xml"/>' for n, name in enumerate(chapters)
    )
    refs = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}{extra}</manifest><spine{toc}>{refs}</spine></package>"
    )


def epub(
    folder: Path, bodies: Sequence[str], *, metadata: str = "<dc:title>书</dc:title>", nav: str = "", ncx: str = "",
    files: Mapping[str, str | bytes] | None = None,
) -> Path:  # fmt: skip
    """A book of these chapters; ``nav`` and ``ncx`` are what is in the contents of EPUB 3 and 2."""
    names = [f"c{n}.xhtml" for n in range(len(bodies))]
    extra = '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>' if nav else ""
    extra += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>' if ncx else ""
    content: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": package(names, metadata, extra, ' toc="ncx"' if ncx else ""),
    }
    if nav:
        content["OEBPS/nav.xhtml"] = f'<html><body><nav epub:type="toc"><ol>{nav}</ol></nav></body></html>'
    if ncx:
        content["OEBPS/toc.ncx"] = f"<ncx><docTitle><text>书</text></docTitle><navMap>{ncx}</navMap></ncx>"
    for name, body in zip(names, bodies, strict=True):
        content[f"OEBPS/{name}"] = f'<html lang="zh"><head><title>t</title></head><body>{body}</body></html>'
    return pack(folder / "book.epub", content | dict(files or {}))


def docx(folder: Path, body: str, files: Mapping[str, str | bytes] | None = None) -> Path:
    """A Word document with this body."""
    content: dict[str, str | bytes] = {
        "_rels/.rels": '<Relationships><Relationship Id="a" Target="word/document.xml" Type="http://schemas.openxmlformats'
        '.org/officeDocument/2006/relationships/officeDocument"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/styles.xml": STYLES,
        "word/numbering.xml": NUMBERING,
    }
    return pack(folder / "brief.docx", content | dict(files or {}))


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of a Word document."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


STYLES = """<w:styles>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/></w:style>
<w:style w:type="paragraph" w:styleId="mine"><w:name w:val="公司小标题"/><w:basedOn w:val="2"/></w:style>
<w:style w:type="paragraph" w:styleId="toc1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="paragraph" w:styleId="cap"><w:name w:val="caption"/></w:style>
<w:style w:type="character" w:styleId="x"><w:name w:val="heading 3 char"/></w:style>
</w:styles>"""
NUMBERING = """<w:numbering><w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="6"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""
