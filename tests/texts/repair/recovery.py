"""How much of each kind of damage is undone: ``python -m tests.texts.repair.recovery --corpus DIR``.

DIR holds sentences that the model has not learnt from (``cpp-dev.sent`` every tenth line, ``g2pl-dev.sent``,
``gsd-dev.hans.txt`` and ``gsd-dev.hant.txt``). They are joined to paragraphs with quotations, damaged, repaired as
one text, and compared paragraph by paragraph. "exact": equal to the sound text. "silent": differs at a place that no
uncertain repair touches. "as is": no repair of the kind was made in an undamaged paragraph of the same text.
"""

import argparse
import math
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from opencc import OpenCC

from tests.texts.repair import damage, harm
from texts.repair import CERTAIN, Repair, repair

SPEAKERS = ("李明", "王芳", "这位负责人", "他", "她", "专家", "一名消费者", "公司总经理张伟", "当地居民", "阿昌")
VERBS = ("说", "表示", "认为", "坦言", "告诉记者", "介绍", "指出")
Damage = Callable[[str], tuple[str, str]]
"""Sound paragraph → damaged, and what it should become again."""


@dataclass(frozen=True, slots=True)
class Figures:
    paragraphs: int
    exact: int
    silent: int
    missed: int = 0
    """Left just as they were."""

    def row(self) -> str:
        """Share of exact paragraphs with its 95 % interval, and of silently wrong ones."""
        low, high = interval(self.exact, self.paragraphs)
        return (
            f"{self.paragraphs:6} {self.exact / max(1, self.paragraphs):7.1%}  [{low:.1%}, {high:.1%}]"
            f"  missed {self.missed / max(1, self.paragraphs):6.1%}"
            f"  silent {self.silent / max(1, self.paragraphs):6.2%}"
        )


def interval(hits: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not total:
        return 0.0, 1.0
    z = 1.96
    centre = (hits + z * z / 2) / (total + z * z)
    half = z * math.sqrt(hits * (total - hits) / total + z * z / 4) / (total + z * z)
    return max(0.0, centre - half), min(1.0, centre + half)


def sentences(folder: Path) -> list[str]:
    """Simplified sentences without quotations or ASCII marks, ended by a full stop."""
    lines = (folder / "g2pl-dev.sent").read_text("utf-8").splitlines()
    lines += (folder / "gsd-dev.hans.txt").read_text("utf-8").splitlines()
    lines += (folder / "cpp-dev.sent").read_text("utf-8").splitlines()[::10]
    lines = [line.replace("▁", "").strip() for line in lines]
    return [s for s in dict.fromkeys(lines) if re.fullmatch(r"[^“”‘’「」\"'(),:;!?<>&a-zA-Z ]{8,60}。", s)]


def paragraphs(found: list[str], count: int, seed: int) -> Iterator[str]:
    """Paragraphs of two or three of the sentences, most with a quotation."""
    dice = random.Random(seed)
    for _ in range(count):
        one, two, three = dice.sample(found, 3)
        speaker, verb = dice.choice(SPEAKERS), dice.choice(VERBS)
        yield dice.choice(
            (
                f"“{one}”{two}",
                f"{one}“{two}”{speaker}{verb}，{three}",
                f"{speaker}{verb}：“{one}”{two}",
                f"“{one}”{speaker}{verb}，“{two}”{three}",
                f"{speaker}{verb}：“{one}{two}”",
                f"{one}《{two[:6].strip('，、。；：')}》{three}",
                f"{one}{two}",
            )
        )


def measure(sound: list[str], harmful: Damage) -> Figures:
    """Damages every paragraph and repairs them as one text; paragraphs that the harm leaves alone do not count."""
    pairs = [harmful(paragraph) for paragraph in sound]
    repaired = repair("\n".join(damaged.replace("\n", "") for damaged, _ in pairs))
    by_paragraph: dict[int, list[Repair]] = {}
    for r in repaired.repairs:
        by_paragraph.setdefault(r.paragraph, []).append(r)
    total = exact = silent = missed = 0
    for number, ((damaged, wanted), got) in enumerate(zip(pairs, repaired.paragraphs, strict=True)):
        if damaged.strip() == wanted and got == wanted:
            continue
        total += 1
        exact += got == wanted
        missed += got == damaged.strip()
        silent += got != wanted and not flagged(got, wanted, by_paragraph.get(number, []))
    return Figures(total, exact, silent, missed)


def flagged(got: str, wanted: str, repairs: list[Repair]) -> bool:
    """Whether an uncertain repair touches every place where the two differ."""
    doubtful = [r for r in repairs if r.certainty < CERTAIN]
    places = SequenceMatcher(None, got, wanted, autojunk=False).get_opcodes()
    return all(
        any(r.start <= end and start <= r.end for r in doubtful) for tag, start, end, _, _ in places if tag != "equal"
    )


def seeded(name: str, harmful: harm.Harm) -> Damage:
    """A harm of ``harm``, with dice of its own."""
    dice = random.Random(name)
    return lambda text: (harmful(text, dice), text)


def misread(marks: str, pinyin: dict[str, str] | None = None) -> Damage:
    """Bytes of ``marks`` taken for ASCII ones wherever they stand. What comes out aligned stays as ASCII marks, which
    are mended too."""
    return lambda text: (damage.misread(text, marks, pinyin).strip("\n"), text)


def pinyin(text: str) -> tuple[str, str]:
    """Pinyin after every occurrence of the characters in ``damage.PINYIN``."""
    damaged = text
    for char, syllable in damage.PINYIN.items():
        damaged = damaged.replace(char, f"{char}({syllable})")
    return damaged, text


def in_company(harmful: Damage) -> Damage:
    """The harm in a text that has inserted pinyin too, as scraped pages have."""
    return lambda text: (harmful(pinyin(text)[0])[0], text)


def ascii_marks(text: str) -> tuple[str, str]:
    return text.translate(str.maketrans("，：；！？（）", ",:;!?()")), text


def tags(text: str) -> tuple[str, str]:
    return f"<p>{text}</p>", text


def dots(text: str) -> tuple[str, str]:
    return text.replace("·", "?"), text


def slips(text: str) -> tuple[str, str]:
    """Characters that one form serves in simplified text, left so."""
    return text.translate(str.maketrans("後裡於製麼開說", "后里于制么开说")), text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--count", type=int, default=400)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", type=int, default=0)
    given = parser.parse_args()
    hans = list(paragraphs(sentences(given.corpus), given.count, 1))
    to_hant = OpenCC("s2tw")
    hant = [to_hant.convert(p) for p in hans]
    kinds: dict[str, tuple[list[str], Damage]] = {
        "misread ! (hans)": (hans, misread("！")),
        "misread ! (hant)": (hant, misread("！")),
        "misread !,:;? (hans)": (hans, misread("！，：；？")),
        "misread !,:;? (hant)": (hant, misread("！，：；？")),
        "misread !, + pinyin (hant)": (hant, misread("！，", damage.PINYIN)),
        "pinyin (hant)": (hant, pinyin),
        "ASCII marks (hant)": (hant, in_company(ascii_marks)),
        "tags (hant)": (hant, in_company(tags)),
        "? for · (hant)": (hant, dots),
        "left simplified (hant)": (hant, slips),
    }
    kinds |= {f"{name} (hans)": (hans, seeded(name, harmful)) for name, harmful in harm.HANS.items()}
    kinds |= {f"{name} (hant)": (hant, seeded(name, harmful)) for name, harmful in harm.HANT.items()}
    for name, (sound, harmful) in kinds.items():
        if given.only in name:
            start = time.perf_counter()
            print(f"{name:32} {measure(sound, harmful).row()}  {time.perf_counter() - start:6.1f} s", flush=True)


if __name__ == "__main__":
    main()
