"""The learner's record on disk: what it holds, and the numbered steps that bring an old one up to date.

A step is never edited once released; a change of schema is a new step. Each runs in a transaction of its own
together with the new version number, after a copy of the whole file was made.
"""

from collections.abc import Sequence
from typing import Final

APPLICATION_ID: Final = 0x64754261
""""duBa": tells our file from any other SQLite file."""

STEPS: Final[Sequence[Sequence[str]]] = (
    (
        """CREATE TABLE place (
            text_id TEXT PRIMARY KEY, paragraph INTEGER NOT NULL, "offset" INTEGER NOT NULL, at TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE INDEX place_at ON place (at)",
        """CREATE TABLE bookmark (
            text_id TEXT NOT NULL, paragraph INTEGER NOT NULL, "offset" INTEGER NOT NULL, label TEXT NOT NULL,
            at TEXT NOT NULL, PRIMARY KEY (text_id, paragraph)
        ) WITHOUT ROWID""",
        """CREATE TABLE reading_fix (
            text_id TEXT NOT NULL, surface TEXT NOT NULL, readings TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (text_id, surface)
        ) WITHOUT ROWID""",
        """CREATE TABLE cut_fix (
            text_id TEXT NOT NULL, surface TEXT NOT NULL, lengths TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (text_id, surface)
        ) WITHOUT ROWID""",
        """CREATE TABLE word_status (
            word TEXT PRIMARY KEY, status TEXT NOT NULL CHECK (status IN ('learning', 'known', 'ignored')),
            at TEXT NOT NULL
        ) WITHOUT ROWID""",
        "CREATE TABLE concept (id TEXT PRIMARY KEY, record TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE preference (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    ),
    (
        """CREATE TABLE concept_change (
            number INTEGER PRIMARY KEY, batch INTEGER NOT NULL, what TEXT NOT NULL, concept_id TEXT NOT NULL,
            before TEXT, after TEXT, at TEXT NOT NULL
        )""",
        "CREATE INDEX concept_change_batch ON concept_change (batch)",
        "CREATE TABLE rejected_term (surface TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
    ),
    (
        """CREATE TABLE card (
            id INTEGER PRIMARY KEY, concept_id TEXT NOT NULL, direction TEXT NOT NULL, detail TEXT NOT NULL,
            position INTEGER NOT NULL, created INTEGER NOT NULL,
            suspended INTEGER NOT NULL DEFAULT 0, flag INTEGER NOT NULL DEFAULT 0,
            buried_until INTEGER NOT NULL DEFAULT 0,
            phase INTEGER NOT NULL DEFAULT 0, step INTEGER, stability REAL, difficulty REAL, due INTEGER,
            last_review INTEGER, reviews INTEGER NOT NULL DEFAULT 0, lapses INTEGER NOT NULL DEFAULT 0,
            UNIQUE (concept_id, direction, detail)
        )""",
        "CREATE INDEX card_due ON card (suspended, phase, due)",
        "CREATE INDEX card_new ON card (suspended, phase, position, id)",
        """CREATE TABLE review (
            id INTEGER PRIMARY KEY AUTOINCREMENT, card_id INTEGER NOT NULL REFERENCES card (id),
            concept_id TEXT NOT NULL, rating INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 4), at INTEGER NOT NULL,
            took INTEGER NOT NULL, phase INTEGER NOT NULL, recall REAL, leech INTEGER NOT NULL DEFAULT 0
        )""",
        "CREATE INDEX review_at ON review (at, phase)",
        "CREATE INDEX review_card ON review (card_id, id)",
        "CREATE INDEX review_concept ON review (concept_id, at)",
    ),
)
"""``text_id`` is empty in a fix that holds for every text. Times are ISO 8601 in UTC, lists and records JSON. A
``concept.record`` of ``null`` takes a bundled concept away; ``before`` and ``after`` are such records, NULL for none.
Cards and reviews have times in milliseconds since 1970; what a card remembers is derived from its reviews and kept
beside it to be searched.
"""

VERSION: Final = len(STEPS)
