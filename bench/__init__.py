"""What a page costs and how good the answers are, each beside a baseline in the same run.

`make bench`, or `.venv/bin/python -m bench --questions FILE.jsonl` for the second table.
"""
