# A trial that a power cut or a reboot ends is not applied again: the setting is held until somebody applies it
# guest: own
# boots: 3
card=0001:03:00.0 egpu=0001:0a:00.0
try_it() {
  exits 0 rmcpctl revert $card
  is 100000000 value $card hwmon/power1_cap
  has 'Taken back in .* unless confirmed' rmcpctl apply --revert-after=1h $card
  is 95000000 value $card hwmon/power1_cap
  is trial state $card
}
is_held() { # WHY
  becomes $card taken-back
  has "power_cap .*taken-back .*$1 before it was confirmed" rmcpctl status $card
  is 100000000 value $card hwmon/power1_cap
  # Nor does anything that happens bring it back.
  echo change >/sys/bus/pci/devices/$card/uevent
  exits 0 rmcpctl reload
  restart_daemon
  becomes $card taken-back
  is 100000000 value $card hwmon/power1_cap
  # The other card has been on no trial.
  becomes $egpu applied
  is 256000000 value $egpu hwmon/power1_cap
}
is_released() {
  exits 0 rmcpctl apply $card
  is applied state $card
  is 95000000 value $card hwmon/power1_cap
  has 'nothing waits for a confirmation' rmcpctl confirm
}
case $boot in
  1)
    # The same cards are there at each boot: inside/boot-cards.conf.
    policy_for_both
    # This is the administrator's; what rmcpd keeps reaches the disk without it.
    sync
    plug_rx6600 $card
    plug_egpu $egpu
    becomes $card applied
    becomes $egpu applied
    try_it
    power_cut
    ;;
  2)
    is_held 'the machine or the driver went away'
    is_released
    try_it
    boot_again
    ;;
  3)
    # In good order: what the unit runs when the daemon has ended has taken it back already.
    is_held 'rmcpd ended'
    is_released
    # Once confirmed it needs no more asking.
    try_it
    exits 0 rmcpctl confirm
    becomes $card applied
    restart_daemon
    becomes $card applied
    ;;
esac
