"""A dictionary in whatever format a file has."""

from pathlib import Path

from glossary.dictionary.incoming.archive import read_file, unpacked
from glossary.dictionary.incoming.foreign import Foreign
from glossary.dictionary.incoming.release import Release, read_cedict
from glossary.dictionary.incoming.stardict import read_stardict_archive, read_stardict_file
from glossary.dictionary.incoming.yomitan import is_yomitan, read_yomitan
from glossary.errors import DictionaryError

_STARDICT = frozenset({".ifo", ".idx", ".dict", ".dz", ".syn"})


def read_dictionary_file(path: Path) -> Foreign | Release:
    """The dictionary of a file, or of a folder with one StarDict dictionary in it."""
    if path.is_dir():
        inside = sorted(path.glob("*.ifo"))
        if len(inside) != 1:
            raise DictionaryError(f"{path} holds {len(inside) or 'no'} StarDict dictionaries (.ifo); one is wanted.")
        return read_stardict_file(inside[0])
    stem = path.name
    for suffix in (".dz", ".gz", ".idx", ".dict", ".syn", ".ifo"):
        stem = stem.removesuffix(suffix)
    ifo = path.with_name(stem + ".ifo")
    if path.suffix.lower() in _STARDICT and path.is_file():
        if not ifo.is_file():
            raise DictionaryError(f"{path.name} is a part of a StarDict dictionary whose file {ifo.name} is not there.")
        return read_stardict_file(ifo)
    return read_dictionary(read_file(path), path.name)


def read_dictionary(data: bytes, name: str) -> Foreign | Release:
    """A dictionary in whatever format this file is: a Yomitan zip, StarDict in an archive, else CC-CEDICT's."""
    archive = unpacked(data, name)
    if archive is not None:
        if archive.ending(".ifo"):
            return read_stardict_archive(archive, name)
        if is_yomitan(archive):
            return read_yomitan(archive, name)
        if not archive.ending(".u8", ".txt"):
            raise DictionaryError(
                f"{name} holds no dictionary that duban reads: Yomitan (index.json), StarDict (.ifo), CC-CEDICT (.u8)."
            )
    return read_cedict(data, name)
