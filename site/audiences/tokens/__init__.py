"""Reading tokens: how a program of somebody on the staff or partner host reads what that person may read."""
