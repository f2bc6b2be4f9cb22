"""What lets somebody in, as kept in or signed for Redis: keys, links, seats, passes to cameras, rates."""
