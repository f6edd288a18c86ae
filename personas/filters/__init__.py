"""What an address narrows a list down to: one mechanism (`lists`), and a module for every list that has it."""
