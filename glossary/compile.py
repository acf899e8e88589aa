"""``python -m glossary.compile``: write what is derived from the files that people edit.

Run it after a change to ``bundled/*.toml`` or to :mod:`glossary.variants`; tests fail until it was run.
"""

from glossary import termfile, variants


def main() -> None:
    variants.TABLE.write_text(variants.build(), encoding="utf-8", newline="\n")
    for target, text in termfile.compiled(termfile.BUNDLED).items():
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
