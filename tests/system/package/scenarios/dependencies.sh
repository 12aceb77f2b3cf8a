# Libraries are found by what the programs link; polkit is recommended; both packages are of one version.
field() { dpkg-deb --field "$RMCP_DEBS/$1"_*.deb "$2"; }
version=$(field rmcpd Version)
has "rmcpctl \\(= ${version//+/\\+}\\)" field rmcpd Depends
has "rmcpd \\(= ${version//+/\\+}\\)" field rmcpctl Recommends
# Those of the next release replace them when the system is upgraded.
# shellcheck source=/dev/null
release=$(. /etc/os-release && echo "${VERSION_ID:-}")
[ -z "$release" ] || has "-1\\+(deb|ubuntu)$release\$" echo "$version"
is "$version" field rmcpctl Version
is "$version" field librmcp-hsa Version
is "$version" field rmcp-devparam-dkms Version
is dkms field rmcp-devparam-dkms Depends
is all field rmcp-devparam-dkms Architecture
hasnt 'devparam|dkms' eval 'field rmcpd Depends; field rmcpd Recommends'
has '^libc6 \(>= [0-9.]+\)$' field librmcp-hsa Depends
has 'polkitd' field rmcpd Recommends
hasnt 'polkit' field rmcpd Depends
for library in libc6 libsystemd0 libudev1 'libsdbus-c\+\+[12]' libmd0; do has "$library \\(" field rmcpd Depends; done
hasnt 'sdbus|toml' field rmcpctl Depends
# For `config import` alone, in a program of its own.
has 'libyaml-cpp' field rmcpctl Depends
hasnt 'yaml' field rmcpd Depends
# What ./setup installs to build it is what a build from the source package asks for.
build_depends() { sed -n '/^Build-Depends:/,/^$/p' "$RMCP_TOP/units/debian/control" | tr ',|' '\n' | sed 's/^Build-Depends://; s/(.*//; s/ //g'; }
wanted() { "$RMCP_TOP/setup" packages build --for debian; }
# g++ is build-essential: never named.
is '' comm -23 <(wanted | grep -vx 'g++' | sort) <(build_depends | sort)
