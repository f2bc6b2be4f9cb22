"""What one shift hands to the next: what stands open, notes, who signed and who accepted."""
