# The library set that policy makes the system's default is what programs load, until policy or the package goes.
library() { # FOLDER SONAME SYMBOL
  mkdir -p "$RMCP_WORK/sets/$1"
  echo "int $3 = 1;" | cc -shared -fPIC -nostdlib -Wl,--build-id -Wl,-soname,"$2" -x c -o "$RMCP_WORK/sets/$1/$2" - || exit 1
}
rm -rf "$RMCP_WORK/sets"
for set in one two; do
  library $set/lib libamdhip64.so.5 $set
  library $set/lib libhsa-runtime64.so.1 hsa
  library $set/lib libamd_comgr.so.2 comgr
done
# What the distribution has, where the loader looks anyway, and a program that wants it by its SONAME.
library lib libamdhip64.so.5 distribution
printf '%s\n' '#include <dlfcn.h>' '#include <stdio.h>' 'int main(void) { void *h = dlopen("libamdhip64.so.5", RTLD_NOW);' \
  'for (const char **n = (const char *[]){"one", "two", "distribution", 0}; *n; ++n) if (h && dlsym(h, *n)) puts(*n); }' |
  cc -x c -o "$RMCP_WORK/sets/program" - || exit 1
tar -C "$RMCP_WORK/sets" -cf - . | inside tar --no-same-owner -C /opt -xf -
exits 0 inside sh -c 'mv /opt/lib/libamdhip64.so.5 /usr/lib/$(ls /usr/lib | grep linux-gnu | head -n 1)/ && ldconfig'
loads() { [ "$(inside /opt/program)" = "$1" ]; }
eventually loads distribution

for set in one two; do exits 0 inside rmcpctl library add /opt/$set; done
wants() {
  policy 10-default <<P
format = 1
[system]
library = "$1"
P
}
wants one
enable_now
becomes "$card" unconfigured
# Policy alone changes nothing for the loader: somebody has to enable the unit.
has 'default library set one, pending' rmcpctl status
is distribution inside /opt/program
is disabled inside systemctl is-enabled rmcp-default-set.path
exits 0 inside systemctl enable --now rmcp-default-set.path
in_force() { rmcpctl status | grep -q "default library set $1, in force"; }
eventually in_force one
is one inside /opt/program
has '/var/lib/rmcp/default-set/current/lib/libamdhip64.so.5' inside ldconfig -p
# Any ldconfig, as after each package, leaves it so, and the links too.
exits 0 inside ldconfig
is one inside /opt/program
is /opt/one/lib/libamdhip64.so.5 inside readlink /var/lib/rmcp/default-set/current/lib/libamdhip64.so.5

wants two
exits 0 rmcpctl reload
eventually in_force two
is two inside /opt/program
# Of a broken one nothing is left.
exits 0 inside sh -c ': >/opt/two/lib/libamd_comgr.so.2'
refused() { rmcpctl status | grep -q 'default library set two, refused'; }
eventually refused
eventually loads distribution
wants one
exits 0 rmcpctl reload
eventually in_force one
exits 0 inside systemctl restart rmcpd
eventually in_force one
is one inside /opt/program

# The package takes it with it, and what a run that failed has left.
exits 0 inside touch /var/lib/rmcp/default-set/.cached.new
exits 0 inside dpkg --remove rmcpd
is distribution inside /opt/program
exits 1 inside test -e /etc/ld.so.conf.d/00-rmcp.conf
is '' inside find /var/lib/rmcp/default-set -mindepth 1
