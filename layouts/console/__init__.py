"""The duty console's page: values in, component trees out."""
