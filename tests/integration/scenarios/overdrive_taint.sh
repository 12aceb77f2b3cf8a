# machine: rx6600
# A kernel that counts itself as out of specification is told of where amdgpu was loaded with overdrive, and only there.
flags=$UMOCKDEV_DIR/proc/sys/kernel/tainted
mask=$UMOCKDEV_DIR/sys/module/amdgpu/parameters/ppfeaturemask
# This driver was loaded with overdrive.
echo 0xfff7ffff >"$mask"
chmod 444 "$mask"
exits 0 rmcpctl reload
taints() { rmcpctl "$1" --json=short | grep -o '"overdrive_taints":[a-z]*'; }
told() { [ "$(taints status)" = "\"overdrive_taints\":$1" ]; }
exits 0 told false
hasnt taint rmcpctl status
echo 4 >"$flags"
exits 0 rmcpctl reload
eventually told true
is '"overdrive_taints":true' taints kernel
has '^kernel tainted, likely by overdrive: report bugs without it$' rmcpctl status
has '^The kernel is tainted [(]S[)], likely by overdrive; report bugs without it[.]$' rmcpctl kernel
has '^kernel tainted, likely by overdrive' beside --offline status
# By another flag, or without overdrive, it is none of rmcpd's business.
echo 4096 >"$flags"
exits 0 rmcpctl reload
eventually told false
hasnt taint rmcpctl kernel
echo 4 >"$flags"
chmod 644 "$mask"
echo 0xfff7bfff >"$mask"
exits 0 rmcpctl reload
exits 0 rmcpctl wait --timeout=20
hasnt taint rmcpctl status
