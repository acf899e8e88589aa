"""Small dictionaries of other formats, byte for byte by their published formats."""

import gzip
import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Article = tuple[str, bytes]

CEDICT = "#! date=2026-01-01\n直播間 直播间 [zhi2 bo1 jian1] /live room/CL:個|个[ge4]/\n坑 坑 [[keng1]] /pit; slot/\n"


def stardict(
    articles: Sequence[Article],
    *,
    types: str = "m",
    bits: int = 32,
    synonyms: Sequence[tuple[str, int]] = (),
    packed: bool = False,
    title: str = "Trade words",
    extra: str = "",
) -> dict[str, bytes]:
    """The files of a StarDict dictionary by their suffixes; ``articles`` are words and the bytes of their articles."""
    index, body = b"", b""
    for word, article in articles:
        index += word.encode() + b"\0" + struct.pack(">QI" if bits == 64 else ">II", len(body), len(article))
        body += article
    ifo = f"StarDict's dict ifo file\nversion={'3.0.0' if bits == 64 else '2.4.2'}\nbookname={title}\n"
    ifo += f"wordcount={len(articles)}\nidxfilesize={len(index)}\n"
    ifo += f"sametypesequence={types}\n" if types else ""
    ifo += "idxoffsetbits=64\n" if bits == 64 else ""
    ifo += f"synwordcount={len(synonyms)}\n" if synonyms else ""
    files = {".ifo": (ifo + extra).encode(), ".idx": index}
    files[".dict.dz" if packed else ".dict"] = gzip.compress(body) if packed else body
    if synonyms:
        files[".syn"] = b"".join(name.encode() + b"\0" + struct.pack(">I", at) for name, at in synonyms)
    return files


def write_stardict(folder: Path, files: Mapping[str, bytes], stem: str = "trade") -> Path:
    """Writes the files beside each other; the path of the .ifo."""
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, data in files.items():
        (folder / f"{stem}{suffix}").write_bytes(data)
    return folder / f"{stem}.ifo"


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: Mapping[str, bytes], packing: str = "gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=f"w:{packing}") as archive:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def yomitan(
    rows: Sequence[Sequence[Any]], *, version: int = 3, index: Mapping[str, Any] | None = None, banks: int = 1
) -> bytes:
    """A Yomitan zip, its rows spread over some banks."""
    about = {"title": "Trade words", "revision": "2026-01", "format": version, "author": "A", "attribution": "CC0"}
    files = {"index.json": json.dumps({**about, **(index or {})}).encode()}
    for number in range(banks):
        files[f"term_bank_{number + 1}.json"] = json.dumps(rows[number::banks], ensure_ascii=False).encode()
    return zipped(files)
