# rocminfo shows the pools that there are, and those that are left.
if ! command -v rocminfo >/dev/null; then
  echo 'rocminfo is not installed'
  exit 77
fi
# It asks the kernel itself first: the older ones by lsmod.
mkdir "$work/bin"
printf '#!/bin/sh\necho "amdgpu 1 0"\n' >"$work/bin/lsmod"
chmod +x "$work/bin/lsmod"
show() { PATH=$work/bin:$PATH LD_PRELOAD=$RMCP_ROCR/kfd_open.so timeout 20 rocminfo; }
# pools_of GFX: flags of the pools of that agent.
pools_of() {
  local gfx=$1
  shift
  printed "$@" | awk -v gfx="$gfx" '/^Agent /{ name = "" } /^  Name:/{ name = $2 } /FLAGS:/ && name == gfx { sub(/.*FLAGS: */, ""); sub(/ *$/, ""); print }' | paste -sd' '
}
all='COARSE GRAINED FINE GRAINED'
! extended || all='COARSE GRAINED EXTENDED FINE GRAINED FINE GRAINED'
exits 0 show
is "$all" pools_of gfx1010 show
is "$all" pools_of gfx1030 show
is 'COARSE GRAINED' pools_of gfx1010 with "$first/fine_grain=hide" show
is "$all" pools_of gfx1030 with "$first/fine_grain=hide" show
exits 0 with "$first/fine_grain=hide" show
