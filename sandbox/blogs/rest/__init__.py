"""The WordPress REST API of the make-believe blogs, version 2 as of WordPress 6.1."""
