# machine: rx6600-egpu-rx7900xtx
# policy: two
# What bash offers, as if Tab were pressed at the end of the line.
offers() {
  # shellcheck disable=SC2016 # for the shell that completes
  env COMPLETIONS="$RMCP_TESTS/../client/completions" LINE="$1" bash --norc -c '
    . "$COMPLETIONS/rmcpctl.bash"
    COMP_LINE=$LINE COMP_POINT=${#LINE}
    _rmcpctl
    printf "%s\n" "${COMPREPLY[@]}"' | paste -s -d ' '
}
is "status" offers "rmcpctl stat"
is "watch wait" offers "rmcpctl wa"
is "0000:03:00.0 0000:3f:00.0" offers "rmcpctl show "
is "0000:3f:00.0" offers "rmcpctl show 0000:03:00.0 "
# Readline replaces what stands behind the last colon or equals sign.
is "3f:00.0" offers "rmcpctl show 0000:3"
is "00.0" offers "rmcpctl show 0000:3f:"
is "card0 card1" offers "rmcpctl status card"
is "renderD128 renderD129" offers "rmcpctl apply ren"
is "pretty short" offers "rmcpctl list --json="
is "always" offers "rmcpctl --color=al"
is "--exit-code" offers "rmcpctl plan --e"
is "attribute.power_dpm_force_performance_level attribute.power_cap" offers "rmcpctl knobs attribute.power_"
is "power_dpm_force_performance_level power_cap" offers "rmcpctl knobs power_"
is "power_cap=" offers "rmcpctl set 0000:03:00.0 power_c"
is "on" offers "rmcpctl set 0000:03:00.0 runtime_pm=o"
is "number-cruncher" offers "rmcpctl profiles num"
is "check show cat new capture import" offers "rmcpctl config "
is "0000:03:00.0 0000:3f:00.0" offers "rmcpctl config new "
is "/usr/share" offers "rmcpctl --config-dirs /usr/shar"
is "/usr/share" offers "rmcpctl --config-dirs=/usr/shar"
is "" offers "rmcpctl reload "

# Library sets by name, prefixes and recipes by the shell.
mkdir -p "$RMCP_MACHINE_POLICY/library-sets.d"
for name in rocm-5.2 rocm-6.3; do
  printf 'format = 1\nprefix = "/nowhere/%s"\n[[library]]\nfile = "lib/libx.so"\nsoname = "libx.so"\n' $name \
    >"$RMCP_MACHINE_POLICY/library-sets.d/$name.toml"
done
knows_sets() { [ "$(rmcpctl --json library | grep -c '"name"')" = 2 ]; }
eventually knows_sets
is "rocm-5.2 rocm-6.3" offers "rmcpctl library show "
is "rocm-6.3" offers "rmcpctl library remove rocm-6"
is "rocm-5.2 rocm-6.3" offers "rmcpctl --config-dirs=$RMCP_MACHINE_POLICY library verify "
is "none system auto rocm-5.2 rocm-6.3" offers "rmcpctl set 0000:03:00.0 library="
is "/usr/share" offers "rmcpctl library add /usr/shar"
recipes=$RMCP_MACHINE_ROOT/recipes
mkdir -p "$recipes/patches"
touch "$recipes/rocr.toml" "$recipes/rocr.log"
is "$recipes/rocr.toml $recipes/patches/" offers "rmcpctl library build $recipes/"
is "--restart" offers "rmcpctl library build --rest"
is "" offers "rmcpctl library add --rest"
rm -r "$RMCP_MACHINE_POLICY/library-sets.d"

# Names as the shell needs them: outside of quotes, and within.
cat >"$RMCP_MACHINE_POLICY/policy.d/80-names.toml" <<'P'
format = 1
[[profile]]
name = "zz with space"
environment = { HSA_ENABLE_SDMA = "0" }
[[profile]]
name = "zz-$(touch oops)"
environment = { HSA_ENABLE_SDMA = "0" }
[[profile]]
name = "zzz it's: a \"b\""
environment = { HSA_ENABLE_SDMA = "0" }
P
exits 0 rmcpctl reload
is 'zz\ with\ space zz-\$\(touch\ oops\) zzz\ it\'\''s:\ a\ \"b\"' offers "rmcpctl profiles zz"
is 'zz\ with\ space' offers 'rmcpctl profiles zz\ w'
is 'zz with space' offers 'rmcpctl profiles "zz w'
is 'zz-\$(touch oops)' offers 'rmcpctl profiles "zz-'
is 'zz-$(touch oops)' offers "rmcpctl profiles 'zz-"
is "zzz it'\\''s: a \"b\"" offers "rmcpctl profiles 'zzz "
is 'zzz it'\''s: a \"b\"' offers 'rmcpctl profiles "zzz '
# A quoted word before the last one is one word, and names one thing.
is "0000:3f:00.0" offers "rmcpctl show '0000:03:00.0' "
exits 1 test -e oops

# Quiet, quick and without side effects where nobody answers: the daemon is stopped, or there is no bus.
rmcp-machine daemon stop
is "" offers "rmcpctl show "
is "plan profiles" offers "rmcpctl p"
is "0000:03:00.0 0000:3f:00.0" offers "rmcpctl --offline show "
DBUS_SYSTEM_BUS_ADDRESS=unix:path=/nowhere is "" offers "rmcpctl show "
is "" rmcpctl --complete show ""
is "" offers "rmcpctl -H box show "
