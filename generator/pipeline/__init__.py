"""The order of the stages: the one place where it stands.

In: a project's folder. Out: a checked notice; then a finished site on a stage.
"""
