"""The notice as a plugin of MkDocs: a whole site, or a folder of pages in another site.

In: MkDocs' settings, and a project with a notice. Out: the files of the notice in MkDocs' site.
"""
