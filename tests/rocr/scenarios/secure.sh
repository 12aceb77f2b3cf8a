# A program with more rights than its caller does not follow its caller's policy.
if [ "$(id -u)" -ne 0 ] || ! command -v setpriv >/dev/null; then
  echo 'a program that runs with other rights than its caller needs root and setpriv'
  exit 77
fi
# Such a program takes no libraries from its caller either: it is linked to where they are.
if ! mkdir -m 755 "$work/secure" || findmnt --noheadings --output OPTIONS --target "$work" | grep -q nosuid; then
  echo "no setuid programs below $work"
  exit 77
fi
chmod 755 "$work"
cp "$RMCP_ROCR/secure_probe" "$RMCP_HSA" "$work/secure"
chmod 4755 "$work/secure/secure_probe"
probe() { setpriv --reuid=65534 --regid=65534 --clear-groups env "RMCP_HSA_POLICY=$first/fine_grain=hide" "$work/secure/secure_probe" "$work/secure/librmcp-hsa.so"; }
is 'rmcp-hsa: RMCP_HSA_POLICY: ignored: this program has more rights than its caller' said probe
is untouched printed probe
chmod 755 "$work/secure/secure_probe"
hasnt ignored said probe
