# An external card gets its policy when it is plugged in, soon
egpu=0001:0a:00.0
plugs=12
policy_for_both

# From the moment that the slot is filled until rmcpd has verified the last setting: by its own clock, which is the guest's.
plugged_until_applied() {
  local start applied
  start=${EPOCHREALTIME/./}
  plug_egpu $egpu
  becomes $egpu applied
  applied=$(property $egpu LastApplied)
  echo $(((applied - start) / 1000))
}

times=()
for _ in $(seq $plugs); do
  times+=("$(plugged_until_applied)")
  is 256000000 value $egpu hwmon/power1_cap
  has '5 +COMPUTE\*' value $egpu pp_power_profile_mode
  unplug $egpu
  eventually unlisted $egpu
done
figures "plug to applied" ms "${times[@]}"
at_most 5000 "$(printf '%s\n' "${times[@]}" | sort -n | tail -n 1)" "the slowest plug to applied (ms)"
