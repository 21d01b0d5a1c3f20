"""What the read API says, a module a resource. Blocks have theirs beside their readers, in ``content_api.bodies``."""
