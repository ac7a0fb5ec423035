"""What people on the make-believe Facebook are called and what they write."""
