# What a child does is not in the record of its parent.
is "$first coarse 1 4194304 4194304 0 0" recorded with record=yes hsa fork "$first"
is 1 records
