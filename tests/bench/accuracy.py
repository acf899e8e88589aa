"""How right segmentation and readings are, on data that is not part of the project.

    python -m tests.bench.accuracy DATA_DIR

``DATA_DIR`` holds ``gsd-dev.{hans,hant}.seg`` (UD Chinese GSD, words separated by spaces) and
``{g2pl,cpp}-dev.{sent,lb}`` (one polyphone between ``▁`` a sentence, its reading a line).
"""

import sys
from pathlib import Path

from glossary.pinyin import normalize, strip_tone
from reader.text.pronounce import default_pronouncer
from reader.text.script import fold
from reader.text.segment import LatticeSegmenter


def segmentation(path: Path) -> tuple[float, float, float]:
    """Precision, recall and F1 over words; a word is right if both its borders are."""
    segmenter = LatticeSegmenter()
    right = found = wanted = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        gold: set[tuple[int, int]] = set()
        at = 0
        for word in line.split():
            gold.add((at, at + len(word)))
            at += len(word)
        pieces = {(p.start, p.end) for p in segmenter.segment(fold("".join(line.split())))}
        right, found, wanted = right + len(gold & pieces), found + len(pieces), wanted + len(gold)
    precision, recall = right / found, right / wanted
    return precision, recall, 2 * precision * recall / (precision + recall)


def polyphones(sentences: Path, labels: Path) -> dict[str, float]:
    """Shares: readings right, right if neutral tone is forgiven, tokens in doubt, right among those not in doubt."""
    segmenter, pronouncer = LatticeSegmenter(), default_pronouncer()
    right = forgiven = doubtful = sure_right = count = 0
    for line, label in zip(
        sentences.read_text(encoding="utf-8").splitlines(),
        labels.read_text(encoding="utf-8").splitlines(),
        strict=True,
    ):
        before, char, after = line.split("▁")
        text, at, gold = fold(before + char + after), len(before), normalize(label)
        pieces = segmenter.segment(text)
        heard = pronouncer.pronounce(text, pieces, before + char + after)
        said, reading = next(
            (h, h.readings[at - p.start]) for p, h in zip(pieces, heard, strict=True) if p.start <= at < p.end
        )
        good = reading == gold
        near = good or (
            reading is not None
            and gold is not None
            and strip_tone(reading) == strip_tone(gold)
            and "5" in reading + gold
        )
        count += 1
        right, forgiven, doubtful = right + good, forgiven + near, doubtful + said.doubtful
        sure_right += good and not said.doubtful
    return {
        "right": right / count,
        "neutral tone forgiven": forgiven / count,
        "in doubt": doubtful / count,
        "right where not in doubt": sure_right / max(1, count - doubtful),
    }


def main(folder: Path) -> None:
    for name in ("gsd-dev.hans", "gsd-dev.hant"):
        precision, recall, f1 = segmentation(folder / f"{name}.seg")
        print(f"{name}: P {precision:.4f} R {recall:.4f} F1 {f1:.4f}")
    for name in ("g2pl-dev", "cpp-dev"):
        figures = polyphones(folder / f"{name}.sent", folder / f"{name}.lb")
        print(f"{name}: " + ", ".join(f"{what} {share:.4f}" for what, share in figures.items()))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.bench.accuracy DATA_DIR")
    main(Path(sys.argv[1]))
