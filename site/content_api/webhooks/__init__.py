"""Telling outside front ends that content has changed, by signed webhooks that are retried until they arrive."""
