"""From what people have to paragraphs: files of every kind that a text comes in. Repair and the library come after."""
