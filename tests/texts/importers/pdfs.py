"""Makes PDF files for tests, with Adobe's Chinese fonts, which every reader of PDF knows and no file carries."""

import zlib
from collections.abc import Sequence
from pathlib import Path

ORDERINGS = {"GB": "GB1", "B5": "CNS1", "CNS": "CNS1", "ETen": "CNS1"}
Text = tuple[float, float, float, str]
"""Left, base line, size, characters."""


def _encoded(text: str, cmap: str) -> bytes:
    if "UCS2" in cmap or "UTF16" in cmap:
        return text.encode("utf-16-be")
    return text.encode("big5" if "B5" in cmap else "gbk")


def contents(texts: Sequence[Text], cmap: str = "UniGB-UTF16-H", mode: str = "") -> bytes:
    """The program that shows these texts."""
    shown = (f"/F {size} Tf 1 0 0 1 {x} {y} Tm <{_encoded(text, cmap).hex()}> Tj" for x, y, size, text in texts)
    return f"BT {mode} {' '.join(shown)} ET".encode()


def pdf(
    path: Path, pages: Sequence[Sequence[Text]], *, cmap: str = "UniGB-UTF16-H", info: str = "", mode: str = "",
    extra: Sequence[str] = (), root: str = "", trailer: str = "", turn: int = 0,
) -> Path:  # fmt: skip
    """Write a PDF of A4 pages. ``extra``: further objects, from number 6 on."""
    ordering = next(name for part, name in ORDERINGS.items() if part in cmap)
    first = 6 + len(extra)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    font = "STSong-Light" if ordering == "GB1" else "MSung-Light"
    objects: list[bytes] = [
        f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] /MediaBox [0 0 595 842] /Rotate {turn} "
        f"/Resources << /Font << /F 3 0 R >> >> >>".encode(),
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{font} /Encoding /{cmap} /DescendantFonts [4 0 R] >>".encode(),
        f"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /{font} /DW 1000 /W [1 95 500] /CIDSystemInfo << /Registry "
        f"(Adobe) /Ordering ({ordering}) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /{font} "
        f"/Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /StemV 80 >> >>".encode(),
        f"<< {info} >>".encode(),
        *(item.encode() for item in extra),
    ]
    for number, texts in enumerate(pages):
        data = zlib.compress(contents(texts, cmap, mode))
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {first + 2 * number + 1} 0 R >>".encode())
        objects.append(f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode() + data + b"\nendstream")
    return write(path, objects, f"/Root 1 0 R /Info 5 0 R {trailer}")


def write(path: Path, objects: Sequence[bytes], trailer: str = "/Root 1 0 R") -> Path:
    """A PDF of these objects, numbered from 1."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    out += f"trailer\n<< /Size {len(objects) + 1} {trailer} >>\nstartxref\n{start}\n%%EOF\n".encode()
    path.write_bytes(out)
    return path


def lines(text: str, left: float, top: float, size: float, breadth: int, indent: int = 2) -> list[Text]:
    """A paragraph set in lines of ``breadth`` characters, the first indented."""
    found: list[Text] = []
    begin = indent
    while text:
        found.append((left + begin * size, top - len(found) * 1.6 * size, size, text[: breadth - begin]))
        text, begin = text[breadth - begin :], 0
    return found
