# machine: rx6600-egpu-rx7900xtx
# policy: two
# What zsh makes of a line when Tab is pressed, in a shell on a terminal of its own.
command -v zsh >/dev/null || exit 77
becomes=$RMCP_MACHINE_POLICY/becomes
cat >"$becomes" <<'X'
zmodload zsh/zpty || exit 77
zpty shell "zsh -f -i"
zpty -w shell "PS1= RPS1= ; fpath=($FOLDER \$fpath); autoload -U compinit && compinit -u -D"
# The line as it stands is told by the editor itself.
zpty -w shell 'tell() { print -r -- "<$BUFFER>"; BUFFER=; zle accept-line }; zle -N tell; bindkey ^X tell; print rea""dy'
zpty -r -m shell output "*ready*" || exit 1
for line; do
  zpty -w -n shell "$line"$'\t\030'
  zpty -r -m shell output "*<*>*" || exit 1
  output=${output##*<}
  print -r -- "$line -> ${output%%>*}"
done
X
complete_lines() { FOLDER=$RMCP_TESTS/../client/completions zsh -f "$becomes" "$@"; }
mkdir -p "$RMCP_MACHINE_POLICY/library-sets.d" "$RMCP_MACHINE_ROOT/recipes"
touch "$RMCP_MACHINE_ROOT/recipes/rocr.toml" "$RMCP_MACHINE_ROOT/recipes/rocr.log"
printf 'format = 1\nprefix = "/nowhere"\n[[library]]\nfile = "lib/libx.so"\nsoname = "libx.so"\n' \
  >"$RMCP_MACHINE_POLICY/library-sets.d/rocm-5.2.toml"
cat >"$RMCP_MACHINE_POLICY/policy.d/80-names.toml" <<'P'
format = 1
[[profile]]
name = "zz with space"
environment = { HSA_ENABLE_SDMA = "0" }
[[profile]]
name = "zy-$(touch oops)"
environment = { HSA_ENABLE_SDMA = "0" }
[[profile]]
name = "zx it's: a \\ \"b\""
environment = { HSA_ENABLE_SDMA = "0" }
P
exits 0 rmcpctl reload
knows_the_set() { rmcpctl --json library | grep -q '"name": "rocm-5.2"'; }
eventually knows_the_set
is "rmcpctl stat -> rmcpctl status 
rmcpctl show 0000:3 -> rmcpctl show 0000:3f:00.0 
rmcpctl show 0000:03:00.0  -> rmcpctl show 0000:03:00.0 0000:3f:00.0 
rmcpctl list --json=sh -> rmcpctl list --json=short 
rmcpctl wait --tim -> rmcpctl wait --timeout=
rmcpctl knobs attribute.r -> rmcpctl knobs attribute.runtime_pm 
rmcpctl profiles num -> rmcpctl profiles number-cruncher 
rmcpctl library show ro -> rmcpctl library show rocm-5.2 
rmcpctl set 0000:03:00.0 library=ro -> rmcpctl set 0000:03:00.0 library=rocm-5.2 
rmcpctl library build $RMCP_MACHINE_ROOT/recipes/r -> rmcpctl library build $RMCP_MACHINE_ROOT/recipes/rocr.toml 
rmcpctl profiles zz -> rmcpctl profiles zz\\ with\\ space 
rmcpctl profiles zz\\ w -> rmcpctl profiles zz\\ with\\ space 
rmcpctl profiles \"zz w -> rmcpctl profiles \"zz with space\" 
rmcpctl profiles zy -> rmcpctl profiles zy-\\\$\\(touch\\ oops\\) 
rmcpctl profiles 'zy -> rmcpctl profiles 'zy-\$(touch oops)' 
rmcpctl profiles zx -> rmcpctl profiles zx\\ it\\'s:\\ a\\ \\\\\\ \\\"b\\\" 
rmcpctl show '0000:03:00.0'  -> rmcpctl show '0000:03:00.0' 0000:3f:00.0 
rmcpctl --offline config ch -> rmcpctl --offline config check " complete_lines \
  "rmcpctl stat" "rmcpctl show 0000:3" "rmcpctl show 0000:03:00.0 " "rmcpctl list --json=sh" "rmcpctl wait --tim" \
  "rmcpctl knobs attribute.r" "rmcpctl profiles num" "rmcpctl library show ro" \
  "rmcpctl set 0000:03:00.0 library=ro" "rmcpctl library build $RMCP_MACHINE_ROOT/recipes/r" \
  "rmcpctl profiles zz" 'rmcpctl profiles zz\ w' 'rmcpctl profiles "zz w' "rmcpctl profiles zy" "rmcpctl profiles 'zy" \
  "rmcpctl profiles zx" "rmcpctl show '0000:03:00.0' " "rmcpctl --offline config ch"
exits 1 test -e oops
