"""What counsel and whoever governs suppliers want to see of a notice.

In: a checked notice. Out: tables and differences as text, Markdown, CSV, JSON and HTML.
"""
