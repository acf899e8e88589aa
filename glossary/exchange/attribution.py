"""Whose work an exported glossary is: a line that travels with every file that has a place for one."""

TITLE = "duban glossary"
COPYRIGHT = "the authors of duban, and its user for what they have added"
LICENCE = "MIT (the glossary that comes with duban), CC BY-SA 4.0 (readings after CC-CEDICT)"
ATTRIBUTION = (
    "Exported by duban. The glossary that comes with duban is under the MIT License; readings after CC-CEDICT "
    "(https://www.mdbg.net/chinese/dictionary?page=cedict), by MDBG and the CC-CEDICT contributors, under CC BY-SA 4.0 "
    "(https://creativecommons.org/licenses/by-sa/4.0/). What a user has added is theirs; each concept names its source."
)
