# Two threads that allocate and release at once: nothing is lost, nothing is left.
is "$first coarse 400 1677721600 0 0 0" recorded with record=yes hsa threads "$first"
