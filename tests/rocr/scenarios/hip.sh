# Every way to allocate memory in HIP, and the pool that it really comes from.
# adds CALL: the lines of the record that a call changes, with its own part of count and bytes.
plain=$(recorded with record=yes hip 1 none)
adds() {
  recorded with record=yes hip 1 "$1" | awk -v plain="$plain" '
    BEGIN { n = split(plain, lines, "\n"); for (i = 1; i <= n; i++) { split(lines[i], f, " "); count[f[1] f[2]] = f[3]; bytes[f[1] f[2]] = f[4] } }
    $3 != count[$1 $2] { print $1, $2, $3 - count[$1 $2], $4 - bytes[$1 $2] }'
}
is "$second coarse 1 5242880" adds malloc
is "host fine 1 5242880" adds host
is "host fine 1 5242880" adds host-coherent
is "host coarse 1 5242880" adds host-noncoherent
is "host coarse 1 5242880" adds managed
is "$second fine 1 5242880" adds fine
! extended || is "$second extended_fine 1 5242880" adds uncached
export RMCP_THUNK_SVM=1
plain=$(recorded with record=yes hip 1 none)
has 'host managed [1-9][0-9]* [0-9]+' adds managed
hasnt 'coarse|fine' adds managed
is copied printed with record=yes hip 0 copy
# All of this is silent: nothing is changed.
is '' said with record=yes hip 1 malloc
