"""Every key of the screens, once: bindings, help, palette and README are made from this table.

The ids are what ``[keys]`` in settings.toml remaps.
"""

from textual.binding import Binding

MOVE = Binding.Group("Move")
SHOW = Binding.Group("Show")
WORD = Binding.Group("Word")
FIND = Binding.Group("Find")
OTHER = Binding.Group("duban")
GROUPS = (MOVE, SHOW, WORD, FIND, OTHER)
LIST = Binding.Group("Glossary")
CONCEPT = Binding.Group("Concept")
GLOSSARY_GROUPS = (LIST, CONCEPT, OTHER)
SHELF = Binding.Group("Library")
ONE_TEXT = Binding.Group("Text")
LIBRARY_GROUPS = (SHELF, ONE_TEXT, OTHER)
ANSWER = Binding.Group("Answer")
CARD = Binding.Group("Card")
REVIEW_GROUPS = (ANSWER, CARD, SHOW, OTHER)
STATISTICS_GROUPS = (MOVE, OTHER)


def _key(name: str, keys: str, action: str, what: str, group: Binding.Group, note: str = "") -> Binding:
    return Binding(keys, action, what, show=False, tooltip=note, id=name, group=group)


READING = [
    _key("next_word", "l,right", "word(1)", "next word", MOVE),
    _key("previous_word", "h,left", "word(-1)", "previous word", MOVE),
    _key("select_next", "L,shift+right", "select(1)", "select to the next word", MOVE),
    _key("select_previous", "H,shift+left", "select(-1)", "select to the previous word", MOVE),
    _key("line_down", "j,down", "line(1)", "line down", MOVE),
    _key("line_up", "k,up", "line(-1)", "line up", MOVE),
    _key("next_paragraph", "J,right_curly_bracket,ctrl+down", "paragraph(1)", "next paragraph", MOVE),
    _key("previous_paragraph", "K,left_curly_bracket,ctrl+up", "paragraph(-1)", "previous paragraph", MOVE),
    _key("page_down", "space,pagedown,ctrl+f", "page(1)", "page down", MOVE),
    _key("page_up", "pageup,ctrl+b", "page(-1)", "page up", MOVE),
    _key("half_down", "ctrl+d", "half_page(1)", "half a page down", MOVE),
    _key("half_up", "ctrl+u", "half_page(-1)", "half a page up", MOVE),
    _key("top", "g,home", "top", "beginning", MOVE),
    _key("bottom", "G,end", "bottom", "end", MOVE),
    _key("next_unknown", "u", "unknown(1)", "next new word", MOVE, "A word not marked known or ignored"),
    _key("previous_unknown", "U", "unknown(-1)", "previous new word", MOVE),
    _key("next_term", "full_stop", "term(1)", "next term", MOVE, "A term of the glossary"),
    _key("previous_term", "comma", "term(-1)", "previous term", MOVE),
    _key("script", "s", "cycle('script')", "script", SHOW, "As written, simplified, traditional, Taiwan, Hong Kong"),
    _key("ruby", "p", "cycle('ruby')", "readings", SHOW, "On no word, on terms, on new words, on all words"),
    _key("style", "z", "cycle('style')", "pinyin or zhuyin", SHOW),
    _key("tones", "v", "cycle('tones')", "dictionary or spoken tones", SHOW, "Spoken: 一, 不 and third tones change"),
    _key("colours", "T", "cycle('colours')", "tone colours", SHOW),
    _key("english", "e", "cycle('english')", "English", SHOW, "Hidden, by sentence, by paragraph, beside"),
    _key("machine", "M", "translate", "English by machine", SHOW, "Of this paragraph; again, what became of its terms"),
    _key(
        "machine_all", "ctrl+t", "translate_missing", "all missing English by machine", SHOW, "Says first what it takes"
    ),
    _key("glosses", "I", "cycle('missing')", "glosses for lack of English", SHOW, "Word for word, without network"),
    _key(
        "pull_english",
        "greater_than_sign",
        "pull_english",
        "pull English up",
        SHOW,
        "The next sentence of the translation belongs to this paragraph",
    ),
    _key(
        "push_english",
        "less_than_sign",
        "push_english",
        "push English down",
        SHOW,
        "The last one of this paragraph belongs to the next",
    ),
    _key("mode", "m", "cycle('mode')", "one paragraph or the page", SHOW),
    _key("vocabulary", "V", "cycle('vocabulary')", "regional wording", SHOW, "In Taiwan and Hong Kong: 视频 → 影片"),
    _key("look_up", "enter,d", "look_up", "look up", WORD, "Go into the card; again on a word in it goes deeper"),
    _key("known", "w", "status('known')", "known", WORD, "Mark the word as known; again takes it back"),
    _key("ignored", "i", "status('ignored')", "ignore", WORD, "Names and the like: never counted as new"),
    _key("fix_reading", "r", "fix_reading", "fix the reading", WORD),
    _key("fix_cut", "minus", "fix_cut", "fix the word's borders", WORD),
    _key("undo", "ctrl+z", "undo", "undo the last fix or mark", WORD),
    _key("add_term", "a", "add_term", "add to the glossary", WORD, "What is selected, or the word; a term is edited"),
    _key("speak", "S", "speak", "say it aloud", WORD, "The word, or what is selected; again, its sentence. See speech"),
    _key("make_card", "c", "make_card", "card", WORD, "Flashcards of the word, a new term is looked over first"),
    _key("make_cards", "C", "make_cards", "cards of the whole text", WORD, "Of all its terms that have none"),
    _key("copy", "y", "copy", "copy the word", WORD, "Or what is selected"),
    _key("search", "slash", "search", "search", FIND, "Characters in either script, pinyin without tones, or English"),
    _key("next_hit", "n", "hit(1)", "next hit", FIND),
    _key("previous_hit", "N", "hit(-1)", "previous hit", FIND),
    _key(
        "repairs",
        "R",
        "repairs",
        "list of repairs",
        FIND,
        "What was damaged when a file came in",
    ),
    _key("doubtful_english", "D", "doubtful_english", "English in doubt", FIND, "Where the translation was fitted"),
    _key("contents", "t,tab", "contents", "contents", FIND),
    _key("go_to", "colon,ctrl+g", "go_to", "go to paragraph", FIND),
    _key("bookmark", "b", "bookmark", "bookmark", FIND, "Set or take away a bookmark on this paragraph"),
    _key("bookmarks", "B", "bookmarks", "list of bookmarks", FIND),
    _key("glossary", "A", "glossary", "glossary", OTHER, "All terms: search, read, change; where they are used"),
    _key("review", "f", "review", "flashcards", OTHER, "What is due today"),
    _key(
        "review_some", "F", "review_some", "flashcards of …", OTHER, "Five of this text before you read it; cramming …"
    ),
    _key("candidates", "E", "candidates", "find terms", OTHER, "Words of this text that the glossary may want"),
    _key("texts", "o", "texts", "library", OTHER, "All texts: open, find, search inside, import, delete"),
    _key("next_text", "right_square_bracket", "text(1)", "next text", OTHER),
    _key("previous_text", "left_square_bracket", "text(-1)", "previous text", OTHER),
    _key("export", "x", "export", "export", OTHER, "Write this text as a page, a book, Markdown or plain text"),
    _key("help", "question_mark,f1", "help", "help", OTHER),
    _key("palette", "ctrl+p", "app.command_palette", "all commands", OTHER),
    _key("close", "escape", "close", "close, or stop what is running", OTHER),
    _key("quit", "q,ctrl+q", "app.quit", "quit", OTHER),
]

GLOSSARY = [
    _key("line_down", "j,down", "move(1)", "concept below", LIST),
    _key("line_up", "k,up", "move(-1)", "concept above", LIST),
    _key("page_down", "space,pagedown,ctrl+f", "page(1)", "page down", LIST),
    _key("page_up", "pageup,ctrl+b", "page(-1)", "page up", LIST),
    _key("top", "g,home", "end(-1)", "first concept", LIST),
    _key("bottom", "G,end", "end(1)", "last concept", LIST),
    _key("search", "slash", "search", "search", LIST, "Filters as you type: either script, pinyin, or English"),
    _key("in_text", "t", "in_text", "in this text", LIST, "Only the concepts that the text has; again shows all"),
    _key("filter", "f", "filter", "filter", LIST, "Those of a domain, of a text, your own, changed ones …"),
    _key("script", "s", "script", "script", LIST),
    _key(
        "open_concept",
        "enter,right,l",
        "open",
        "open",
        CONCEPT,
        "The concept in full; in it Tab goes from link to link",
    ),
    _key("add_term", "a", "add_term", "add", CONCEPT),
    _key("edit_concept", "e", "edit", "edit", CONCEPT),
    _key("merge", "m", "merge", "merge", CONCEPT, "First on the one that goes, then on the one that stays"),
    _key("deprecate", "minus", "deprecate", "deprecate", CONCEPT, "Mark a name or rendering as no longer used"),
    _key("delete_concept", "D,delete", "delete", "delete", CONCEPT),
    _key("make_card", "c", "make_card", "card", CONCEPT),
    _key("make_cards", "C", "make_cards", "cards of all", CONCEPT, "Of all the concepts that the list shows"),
    _key("undo", "ctrl+z", "undo", "undo", CONCEPT, "The last change of a term, also one of an earlier day"),
    _key("copy", "y", "copy", "copy the word", CONCEPT),
    _key("review_listed", "F", "review", "flashcards", OTHER, "What is due of the concepts that the list shows"),
    _key("leave", "q,A", "leave", "back", OTHER, "To the text"),
    _key("help", "question_mark,f1", "help", "help", OTHER),
    _key("palette", "ctrl+p", "app.command_palette", "all commands", OTHER),
    _key("close", "escape", "close", "close, or show all again", OTHER),
    _key("quit", "ctrl+q", "app.quit", "quit", OTHER),
]

REVIEW = [
    _key("reveal", "space,enter", "reveal", "answer", ANSWER, "Shows it; once it is shown, takes the rating proposed"),
    _key("again", "1", "rate(1)", "again", ANSWER, "Forgotten. Or the first choice"),
    _key("hard", "2", "rate(2)", "hard", ANSWER, "Or the second choice"),
    _key("good", "3", "rate(3)", "good", ANSWER, "Or the third choice"),
    _key("easy", "4", "rate(4)", "easy", ANSWER, "Or the fourth choice"),
    _key("undo_answer", "u,ctrl+z", "undo_answer", "undo", ANSWER, "As far back as you like, sittings of old too"),
    _key("line_down", "j,down", "scroll(1)", "line down", ANSWER),
    _key("line_up", "k,up", "scroll(-1)", "line up", ANSWER),
    _key("edit_concept", "e", "edit", "edit", CARD, "Its concept; what the card remembers stays"),
    _key("flag", "exclamation_mark,asterisk", "flag", "flag", CARD),
    _key("suspend", "at,minus", "suspend", "suspend", CARD, "The card comes no more"),
    _key("bury", "b", "bury", "put off until tomorrow", CARD),
    _key("go_to_sentence", "o", "go_to_sentence", "in the text", CARD, "To the place where the sentence stands"),
    _key("script", "s", "cycle('script')", "script", SHOW),
    _key("style", "z", "cycle('style')", "pinyin or zhuyin", SHOW),
    _key("colours", "T", "cycle('colours')", "tone colours", SHOW),
    _key("statistics", "S", "statistics", "figures", OTHER, "What is coming, how much stays, answers a day …"),
    _key("leave", "q", "leave", "back", OTHER, "Every answer is kept already"),
    _key("help", "question_mark,f1", "help", "help", OTHER),
    _key("palette", "ctrl+p", "app.command_palette", "all commands", OTHER),
    _key("close", "escape", "close", "close", OTHER),
    _key("quit", "ctrl+q", "app.quit", "quit", OTHER),
]

LIBRARY = [
    _key("line_down", "j,down", "move(1)", "text below", SHELF),
    _key("line_up", "k,up", "move(-1)", "text above", SHELF),
    _key("page_down", "space,pagedown,ctrl+f", "page(1)", "page down", SHELF),
    _key("page_up", "pageup,ctrl+b", "page(-1)", "page up", SHELF),
    _key("top", "g,home", "end(-1)", "first text", SHELF),
    _key("bottom", "G,end", "end(1)", "last text", SHELF),
    _key("search", "slash", "search", "find", SHELF, "A text: by its title in either script or pinyin, outlet, tag"),
    _key("filter", "f", "filter", "filter", SHELF, "Unread ones, those of a tag, of an outlet, your own …"),
    _key(
        "sort_next",
        "greater_than_sign",
        "sort(1)",
        "sort",
        SHELF,
        "By the column to the right; a click on a heading does it too",
    ),
    _key("sort_previous", "less_than_sign", "sort(-1)", "sort by the column to the left", SHELF),
    _key("sort_reverse", "r", "reverse", "sort the other way round", SHELF),
    _key(
        "search_inside",
        "i",
        "search_inside",
        "search inside",
        SHELF,
        "All texts: characters, pinyin, English; ↵ goes there",
    ),
    _key("script", "s", "script", "script", SHELF),
    _key("open_text", "enter,right,l", "open", "open", ONE_TEXT, "At the place where you were last"),
    _key("import_texts", "a", "import", "add texts", ONE_TEXT, "Files, addresses of pages, or what you paste"),
    _key("edit_text", "e", "edit", "edit", ONE_TEXT, "Titles, outlet, date, tags; its id stays"),
    _key(
        "add_english",
        "E",
        "english",
        "add its English",
        ONE_TEXT,
        "A translation that you have",
    ),
    _key("tags", "t", "edit('tags')", "tags", ONE_TEXT),
    _key("delete_text", "D,delete", "delete", "delete", ONE_TEXT, "Terms, cards, answers and marks stay"),
    _key("undo_library", "u,ctrl+z", "undo", "undo", ONE_TEXT, "A deletion of an earlier day too"),
    _key("copy_folder", "y", "copy", "copy the folder's path", ONE_TEXT),
    _key("leave_library", "q,o", "leave", "back", OTHER, "To the text"),
    _key("help", "question_mark,f1", "help", "help", OTHER),
    _key("palette", "ctrl+p", "app.command_palette", "all commands", OTHER),
    _key("close", "escape", "close", "close, stop what is running, or show all again", OTHER),
    _key("quit", "ctrl+q", "app.quit", "quit", OTHER),
]

CANDIDATES = [
    _key("line_down", "j,down", "move(1)", "candidate below", LIST),
    _key("line_up", "k,up", "move(-1)", "candidate above", LIST),
    _key("page_down", "space,pagedown,ctrl+f", "page(1)", "page down", LIST),
    _key("page_up", "pageup,ctrl+b", "page(-1)", "page up", LIST),
    _key("top", "g,home", "end(-1)", "first candidate", LIST),
    _key("bottom", "G,end", "end(1)", "last candidate", LIST),
    _key("script", "s", "script", "script", LIST),
    _key(
        "open_concept",
        "enter,right,l",
        "open",
        "evidence",
        CONCEPT,
        "In it Tab goes from place to place, ↵ goes there",
    ),
    _key("add_term", "a", "accept", "look over and add", CONCEPT),
    _key("add_at_once", "plus", "accept_at_once", "add", CONCEPT, "As it is filled in, without looking it over"),
    _key("merge", "m", "merge", "merge into …", CONCEPT, "One more name of a concept that is there"),
    _key("reject", "x", "reject", "reject", CONCEPT, "Never offered again, in any text"),
    _key("undo", "ctrl+z", "undo", "undo", CONCEPT),
    _key("leave", "q,E", "leave", "back", OTHER, "To the text"),
    _key("help", "question_mark,f1", "help", "help", OTHER),
    _key("palette", "ctrl+p", "app.command_palette", "all commands", OTHER),
    _key("close", "escape", "close", "close, or stop looking", OTHER),
    _key("quit", "ctrl+q", "app.quit", "quit", OTHER),
]

CANDIDATES_BELOW = ("add_term", "add_at_once", "reject", "merge", "open_concept", "undo", "leave", "script")
STATISTICS = [
    _key("line_down", "j,down", "scroll(1)", "line down", MOVE),
    _key("line_up", "k,up", "scroll(-1)", "line up", MOVE),
    _key("page_down", "space,pagedown,ctrl+f", "page(1)", "page down", MOVE),
    _key("page_up", "pageup,ctrl+b", "page(-1)", "page up", MOVE),
    _key("top", "g,home", "end(-1)", "beginning", MOVE),
    _key("bottom", "G,end", "end(1)", "end", MOVE),
    _key("leave", "q,S", "close", "back", OTHER),
    _key("help", "question_mark,f1", "help", "help", OTHER),
    _key("palette", "ctrl+p", "app.command_palette", "all commands", OTHER),
    _key("close", "escape", "close", "close", OTHER),
    _key("quit", "ctrl+q", "app.quit", "quit", OTHER),
]

_TABLES = (READING, GLOSSARY, LIBRARY, CANDIDATES, REVIEW, STATISTICS)
ALL = list({binding.id: binding for table in reversed(_TABLES) for binding in reversed(table)}.values())[::-1]
"""Every key that can be remapped; one that several screens have is remapped in all of them."""

GLOSSARY_BELOW = (
    "search", "open_concept", "in_text", "filter", "add_term", "edit_concept", "leave", "undo", "merge", "script",
)  # fmt: skip
LIBRARY_BELOW = (
    "open_text", "search", "search_inside", "import_texts", "leave_library", "sort_next", "filter", "edit_text",
    "add_english", "delete_text", "undo_library",
)  # fmt: skip
STATISTICS_BELOW = ("line_down", "page_down", "leave")
REVIEW_BELOW = ("reveal", "undo_answer", "edit_concept", "go_to_sentence", "bury", "suspend", "flag", "leave")
SHOWN_BELOW = (
    "look_up", "script", "ruby", "english", "next_term", "next_unknown", "search", "texts", "make_card", "review",
    "contents", "known",
)  # fmt: skip
"""What the bottom line offers, the most needed first; ``help`` always closes it."""
