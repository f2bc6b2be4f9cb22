"""The bench measures the product, so what the bench says to the product is tested too."""
