# SPDX-License-Identifier: MIT
# A page that scdoc has made; with tables in it its first line says that tbl(1) has to see it, which groff 1.23 and later want.
{ line[NR] = $0 }
/^\.TS/ { has_table = 1 }
END {
  if (has_table) print "'\\\" t"
  for (i = 1; i <= NR; i++) print line[i]
}
