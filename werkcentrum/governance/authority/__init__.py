"""Who may decide and sign: bodies, offices, and the chain that a signature rests on."""
