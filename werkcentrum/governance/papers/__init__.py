"""Files that belong to a decision, proposal, agreement or meeting: public or confidential."""
