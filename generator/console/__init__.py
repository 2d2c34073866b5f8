"""What commands share before a person at a terminal: options, a project that checked clean, progress.

In: words of the command line. Out: values, sentences, and a bar.
"""
