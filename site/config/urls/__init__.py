"""The addresses of each of the three hosts; ``audiences.middleware`` chooses by host name."""
