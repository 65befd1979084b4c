"""What people see and touch: the window, the board and its panels, in Qt."""
