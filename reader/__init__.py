"""Reading: analysis of Chinese text, and the ways it is shown."""
