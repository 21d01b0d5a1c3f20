"""Folders that files are left in for a back office: on a disk of ours, or by SFTP on theirs.

Where they are is the operator's to say (FILE_DROPS); a destination's settings only name one of them, and a folder of one
plain name inside it. A file is there whole or not at all, under the same name however often it is written.
"""
