"""Whether a page is a call at all, or only speaks of one."""
