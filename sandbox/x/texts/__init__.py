"""What people on the make-believe X are called and what they write."""
