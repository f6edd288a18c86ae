"""What the catalogue keeps of people, and the file in which everything that is known of somebody is taken away."""
