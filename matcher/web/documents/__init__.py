"""Pages of the documents of projects and pursuits."""
