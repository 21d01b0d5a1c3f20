"""The illustrations of Marlshire, drawn by programme: see README.md."""
