"""Letters that back offices wrote: fetching one, and those that have to be printed and posted."""
