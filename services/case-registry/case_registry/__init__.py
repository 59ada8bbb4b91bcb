"""Cases, documents, citizen proposals, meetings, decisions, minutes and notices: the diary of a board."""
