# Devices for containers go to /run/cdi, where others have theirs; what is the daemon's own stays in /run/rmcp.
files() { inside sh -c 'ls /run/cdi | tr "\n" " "'; }
there() { [ "$(files)" = 'other.json rmcp.json ' ]; }
# Cards are folders of plain files here, and so are their nodes.
exits 0 inside sh -c 'mkdir -p /run/cdi /dev/dri; echo {} >/run/cdi/other.json
  touch /dev/kfd /dev/dri/card0 /dev/dri/renderD128 /dev/dri/card1 /dev/dri/renderD129'
high_policy
enable_now
becomes "$card" applied
eventually there
has '"name": "0000:03:00.0"' inside cat /run/cdi/rmcp.json
has '"path": "/dev/dri/renderD128"' inside cat /run/cdi/rmcp.json
exits 0 inside test -e "/run/rmcp/environment/$card.env"
# Others may read it, and only root may say what a container gets.
is '644 root root' inside stat --format='%a %U %G' /run/cdi/rmcp.json
is '755 root root' inside stat --format='%a %U %G' /run/cdi
udev plug
offers_it() { inside grep -q "\"name\": \"$egpu\"" /run/cdi/rmcp.json; }
eventually offers_it
# Containers are started whether the daemon runs or not.
exits 0 inside systemctl stop rmcpd
is 'other.json rmcp.json ' files
exits 0 inside dpkg --remove rmcpd
is 'other.json ' files
is_as_before
