"""Pages and the document around them."""
