"""The running wall: reads Redis, folds, and knows which fold pages see."""
