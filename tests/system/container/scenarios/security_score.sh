# systemd's own judgement of the running service: 1.6 or better; what is left off is spoken of in the unit.
enable_now
judgement=$(inside systemd-analyze security --no-pager rmcpd)
tail -n 1 <<<"$judgement"
# In tenths.
exits 0 inside systemd-analyze security --no-pager --threshold=16 rmcpd
left_off=$(sed -n 's/^✗ \([A-Za-z]*=\).*/\1/p' <<<"$judgement" | sort -u)
has '^ProtectKernelModules=$' echo "$left_off"
for directive in $left_off; do has "$directive" inside systemctl cat rmcpd; done
