# machine: rx6600-egpu-rx7900xtx
# policy: two
# options: --no-daemon
# needs: emulation
# Each way in which an attribute can misbehave is that step's own outcome and disturbs nothing else.
card=0000:03:00.0 egpu=0000:3f:00.0
outcome() { rmcpctl apply $egpu --json=short | tr '{' '\n' | grep "\"knob\":\"attribute.$1\""; }
try() { # WHAT EXPECTED
  rmcp-machine emulate $egpu thermal_throttling_logging "$1"
  has "$2" outcome thermal_throttling_logging
  has '"result":"(applied|already)"' outcome power_cap
  is degraded state $egpu
  is applied state $card
}
rmcp-machine daemon start
becomes $egpu applied
rmcp-machine write $egpu thermal_throttling_logging "$egpu: thermal throttling logging disabled"
try refuse=EINVAL '"result":"failed".*"error":22'
try refuse=EIO '"result":"failed".*"error":5'
try refuse=EBUSY '"result":"failed".*"error":16'
try refuse=ENODEV '"result":"failed".*"error":19'
try "answer=$egpu: thermal throttling logging enabled, with interval 60 seconds" '"result":"refused".*"found":"60 s"'
try read=EIO '"result":"failed".*EIO'
try gone '"result":"unsupported"'
exits 1 rmcpctl apply $egpu
