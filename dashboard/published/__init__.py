"""Read what was published: the one file that pages, downloads, reports and commands open."""
