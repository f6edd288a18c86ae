"""What is done to many personas at once, after a page that says what will happen."""
