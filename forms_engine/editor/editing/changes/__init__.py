"""Changes to a draft document: pure functions, a document in and a new one out.

Nothing here asks for a form, a database or Django. The document given is never altered; what a function does not know is
carried along as it was. Parts are found by their address (see ``finding``).
"""
