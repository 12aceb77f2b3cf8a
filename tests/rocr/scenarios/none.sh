# Without a policy the library says nothing, writes nothing and changes nothing.
is '' said hsa pools
before=$(HSA_TOOLS_LIB='' hsa pools)
is "$before" hsa pools
has "pool $first fine" hsa pools
has "region $second fine" hsa pools
is 0 records
is '' said with '' hsa pools
is 0 records
