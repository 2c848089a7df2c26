"""The screens: each turns its state into lines and its keys into changes of that state."""
