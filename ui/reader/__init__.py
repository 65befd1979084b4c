"""The reader: documents of the case as text or pages, with the passages that were read off them."""
