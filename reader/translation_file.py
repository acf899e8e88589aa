"""The translation that somebody has in a file of its own, laid beside a text of the library."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reader.export.writing import replacing
from texts.errors import TextNotFoundError
from texts.importers.model import ImportFaultError

if TYPE_CHECKING:
    from reader.session import Session


def put_beside(session: "Session", text_id: str, file: Path, cancelled: Callable[[], bool] = lambda: False) -> str:
    """Write ``en.txt`` of a text from a file of any kind that can be imported: line for line where both have as many
    paragraphs, else fitted sentence by sentence. Returns words for the user; raises one of USER_ERRORS."""
    from texts.importers.detect import kind_of
    from texts.importers.formats import read

    folder = session.library.own_folder(text_id)
    if folder is None:
        raise TextNotFoundError(f"{text_id} is not one of your own texts; a translation can be put beside those.")
    if not file.is_file():
        raise ImportFaultError(f"There is no file {file}.")
    english = [p.text for p in read(file, file.name, kind_of(file, file.name)).paragraphs]
    if not any(map(str.strip, english)):
        raise ImportFaultError(f"{file.name} holds no text; there is no translation in it.")
    chinese = [paragraph.text for paragraph in session.library.load(text_id).paragraphs]
    if len(english) == len(chinese):
        how = "paragraph for paragraph"
    else:
        from reader.aligning import word_knowledge
        from reader.text.align.fitting import fit_translation

        fitted = fit_translation(chinese, english, word_knowledge(session), cancelled)
        english = [one.english for one in fitted]
        how = "fitted sentence by sentence"
    with replacing(folder / "en.txt") as out:
        out.write("".join(f"{' '.join(line.split())}\n" for line in english).encode())
    return f"translation from {file.name}, {how}"
