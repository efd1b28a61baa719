"""What data/ holds: the only room that reads files. It knows no patient."""
