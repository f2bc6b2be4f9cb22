"""The field's pages and answers: dispatches, photos, calls for help, notices."""
