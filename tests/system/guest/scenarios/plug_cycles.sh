# 50 plug cycles leak nothing: memory, file descriptors, threads
egpu=0001:0a:00.0
cycles=50
policy_for_both

cycle() {
  plug_egpu $egpu
  becomes $egpu applied
  unplug $egpu
  eventually unlisted $egpu
}
# What is made once and kept is not a leak.
for _ in 1 2 3; do cycle; done
eventually daemon_idle
unreclaimable() { awk '/^SUnreclaim/ { print $2 }' /proc/meminfo; }
slab=$(unreclaimable)
memory=$(daemon_memory) files=$(daemon_files)
start=$(milliseconds)
for _ in $(seq $cycles); do cycle; done
printf 'a cycle takes %s ms\n' $((($(milliseconds) - start) / cycles))
eventually daemon_idle
printf 'rmcpd before: %s kB, %s files\n' "$memory" "$files"
printf 'rmcpd after:  %s kB, %s files\n' "$(daemon_memory)" "$(daemon_files)"
printf 'the kernel has %s kB more of unreclaimable slab\n' $(($(unreclaimable) - slab))
at_most $((memory + 512)) "$(daemon_memory)" "rmcpd's memory (kB)"
is "$files" daemon_files
