"""The forms of the editing screens. Each reads one part of a draft document and gives it back changed."""
