"""The case and how to think about it: no Qt, no SQL, no files, no clock but the one passed in."""
