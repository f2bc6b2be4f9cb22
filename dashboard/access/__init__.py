"""Who asks, and what they may: viewers, seats, tokens, keys. The one door."""
