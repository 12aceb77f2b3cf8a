# machine: laptop-phoenix-rx7700s
# A card without overdrive: whatever shows the refusal gives the lines that turn it on. Written, they are stored at once and wait
# for a reboot; without the word of the administrator the reason names the line, and no trial, which could not help.
card=0000:03:00.0
file=$RMCP_MACHINE_ROOT/modprobe.d/rmcp.conf
# Machines whose cards show no overdrive have no such parameter: this driver was loaded with its default.
mask=$UMOCKDEV_DIR/sys/module/amdgpu/parameters/ppfeaturemask
echo 0xfff7bfff >"$mask"
chmod 444 "$mask"
policy 20-clocks <<'X'
format = 1
[[rule]]
name = "clocks"
match = { apu = false }
[rule.overdrive]
core_clock_max = "2400 MHz"
X
exits 0 rmcpctl reload
becomes $card degraded
for verb in reload status plan apply "set $card core_clock_max=2300MHz"; do
  # shellcheck disable=SC2086 # words of a command
  has '^  ppfeaturemask = \{ add = \["overdrive"\] \}$' rmcpctl $verb
done
exits 1 rmcpctl unset $card core_clock_max
has "overdrive is off \(bit 0x4000 .*loaded as 0xfff7bfff\); 'rmcpctl config new' tells how" rmcpctl get $card core_clock_max
has '^#   trusted = true$' rmcpctl config new $card
# The lines as they are shown; without the word first.
lines() { rmcpctl status | sed -n 's/^  \(format = 1\|\[module.amdgpu\]\|trusted = true\|ppfeaturemask = .*\)$/\1/p'; }
lines >"$RMCP_MACHINE_ROOT/lines"
is 4 sh -c "wc -l <'$RMCP_MACHINE_ROOT/lines'"
grep -v trusted "$RMCP_MACHINE_ROOT/lines" | policy 05-overdrive
exits 0 rmcpctl reload
eventually shows 'ppfeaturemask .*unconfirmed .*risky: write trusted = true into \[module.amdgpu\]' rmcpctl status $card
hasnt 'revert-after' rmcpctl status $card
hasnt 'Overdrive is off' rmcpctl status $card
has 'write trusted = true into \[module.amdgpu\]' rmcpctl kernel
[ ! -e "$file" ] || fail "$file is there"
policy 05-overdrive <"$RMCP_MACHINE_ROOT/lines"
exits 0 rmcpctl reload
eventually test -e "$file"
is "options amdgpu ppfeaturemask=0xfff7ffff" tail -n 1 "$file"
eventually shows 'ppfeaturemask .*pending .*stored, needs a reboot' rmcpctl status $card
has '^In force after a reboot: ppfeaturemask$' rmcpctl kernel
hasnt 'Overdrive is off' rmcpctl status $card
has 'ppfeaturemask = \+overdrive .*05-overdrive.toml:4  trusted' rmcpctl --config-dirs="$RMCP_MACHINE_POLICY" config show
# At run time there is no file that takes the word.
rm "$RMCP_MACHINE_POLICY/policy.d/05-overdrive.toml"
exits 0 rmcpctl reload
eventually test ! -e "$file"
rmcpctl set $card 'ppfeaturemask=+overdrive' >/dev/null
eventually shows 'ppfeaturemask .*unconfirmed .*risky: write it into a policy file, in a rule with trusted = true' rmcpctl status $card
