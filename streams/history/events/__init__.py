"""The events of the record in a relational store, each once, and what follows from them."""
