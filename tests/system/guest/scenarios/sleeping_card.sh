# A card that sleeps is not woken by list, show, status or plan; apply wakes it and lets it sleep again
card=0001:03:00.0
policy_for_both
plug_rx6600 $card
becomes $card applied
# Put back and held: so there is something to plan that rmcpd does not do by itself.
exits 0 rmcpctl revert $card
is 100000000 value $card hwmon/power1_cap
put $card power/autosuspend_delay_ms 100
eventually asleep $card

awake_ms() { value $card power/runtime_active_time; }
look_around() {
  local before
  before=$(awake_ms)
  exits 0 rmcpctl list
  exits 0 rmcpctl show $card
  exits 0 rmcpctl status
  exits 0 rmcpctl plan $card
  is "$before" awake_ms
}
look_around
has 'power_cap +unknown -> 95 W' rmcpctl plan $card
# Started anew it looks at everything, but not by waking it.
before=$(awake_ms)
restart_daemon
is held state $card
is "$before" awake_ms

exits 0 rmcpctl apply $card
is applied state $card
is 95000000 value $card hwmon/power1_cap
eventually asleep $card
look_around
has '1 already in force' rmcpctl plan $card
