# machine: rx6600
# policy: inside
# Wrong calls get the standard errors.
command -v busctl >/dev/null || exit 77
device=device/0000_03_00_0
call() { busctl --system call io.github.rmcpd "/io/github/rmcpd1/$1" "io.github.rmcpd1.$2" "${@:3}"; }
has "unknown option 'colour'" call $device Device Apply 'a{sv}' 1 colour s red
has "'interactive' has to be a boolean" call $device Device Apply 'a{sv}' 1 interactive s yes
has "unknown option 'keep'" call $device Device Apply 'a{sv}' 1 keep b true
exits 0 call $device Device Revert 'a{sv}' 1 keep b true
exits 0 call $device Device Apply 'a{sv}' 0
has 'no device at' call manager Manager Apply 'aoa{sv}' 1 /io/github/rmcpd1/device/x 0
exits 0 call $device Device Get 'asa{sv}' 1 attribute.power_cap 0
has 'compute.enabled: is for the start of programs' call $device Device Get 'asa{sv}' 1 compute.enabled 0
has '../../etc/passwd: no such knob' call $device Device Get 'asa{sv}' 1 ../../etc/passwd 0
has 'Error.InvalidArgs' bus io.github.rmcpd1.Device.Apply $device string:wrong
has 'Error.UnknownMethod' bus io.github.rmcpd1.Device.Explode $device
has 'Error.(UnknownObject|UnknownMethod)' bus io.github.rmcpd1.Device.Plan device/0000_99_00_0
has 'rmcpd1.Error.NoSuchDevice' bus io.github.rmcpd1.Manager.FindDevice manager string:nothing-like-it
has '/io/github/rmcpd1/device/0000_03_00_0' bus io.github.rmcpd1.Manager.FindDevice manager string:card0
has 'Error.(PropertyReadOnly|AccessDenied|UnknownProperty)' bus org.freedesktop.DBus.Properties.Set $device \
  string:io.github.rmcpd1.Device string:State variant:string:applied
exits 4 rmcpctl show 0000:77:00.0
exits 2 rmcpctl frobnicate
