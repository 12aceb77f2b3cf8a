# On a terminal the client asks for a password: with and without a session of logind.
high_policy
enable_now
becomes "$card" applied
asked() { # PASSWORD COMMAND -> what the terminal shows; status of the command
  expect -f - "$(container)" "$@" <<'X'
log_user 0
set timeout 5
set left 4
lassign $argv container password command
spawn -noecho nsenter --target $container --all --root --wd env -i PATH=/usr/bin:/bin TERM=dumb LC_ALL=C.UTF-8 \
  script --quiet --return --command $command /dev/null
log_user 1
# What is typed between the question and the moment when the agent turns the echo off is thrown away: typed again then.
set asked 0
expect {
  -re {assword: ?$} { puts "<asked>"; set asked 1; after 200; send -- "$password\r"; exp_continue }
  timeout {
    if {[incr left -1] == 0} { puts "<nothing more after 20 s>"; exit 99 }
    if {$asked} { send -- "$password\r" }
    exp_continue
  }
  eof
}
exit [lindex [wait] 3]
X
}
bare='setpriv --reuid=alice --regid=alice --init-groups --reset-env rmcpctl'
session='systemd-run --quiet --pty --wait --collect --property=PAMName=login --property=User=alice rmcpctl'
for client in "$bare" "$session"; do
  has '<asked>' asked secret "$client revert"
  is_as_before
  exits 0 asked secret "$client apply"
  is_high
  # A wrong one is no way in. pkttyagent asks once; polkit's answer is final.
  exits 5 asked wrong "$client revert"
  is_high
done
# Somebody who is no administrator is asked for one's password, not for his own.
has 'alice' asked secret "setpriv --reuid=bob --regid=bob --init-groups --reset-env rmcpctl apply"
# Without a terminal nobody is asked.
exits 5 as alice rmcpctl apply
