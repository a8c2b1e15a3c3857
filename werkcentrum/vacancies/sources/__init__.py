"""Files of other sources, read row by row: what a row says, as somebody would type it."""
