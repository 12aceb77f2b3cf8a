// SPDX-License-Identifier: MIT
// The paths of this system. Injected, so that tests and other roots need no special code.
#pragma once
#include <string>
#include <vector>

namespace rmcp::sys {

struct Paths {
  std::string sys = "/sys";
  std::string proc = "/proc";
  std::string dev = "/dev";
  std::string amdgpu_ids = "/usr/share/libdrm/amdgpu.ids";
  /// Debian's pci.ids, and that of Fedora and Arch; the first one that has the card counts.
  std::vector<std::string> pci_ids = {"/usr/share/misc/pci.ids", "/usr/share/hwdata/pci.ids"};

  /// modprobe's configuration, highest precedence first; rmcpd's file is rmcp.conf in the first
  /// folder.
  std::vector<std::string> modprobe = {"/etc/modprobe.d", "/run/modprobe.d",
                                       "/usr/local/lib/modprobe.d", "/usr/lib/modprobe.d",
                                       "/lib/modprobe.d"};
  /// set-default's file for the dynamic loader; it names the default library set.
  std::string loader = "/etc/ld.so.conf.d/00-rmcp.conf";
  std::vector<std::string> os_release = {"/etc/os-release", "/usr/lib/os-release"};
  /// Folders of administrators' programs: for naming the program that rebuilds the initramfs.
  std::vector<std::string> programs = {"/usr/sbin", "/usr/bin", "/sbin", "/bin"};

  std::string modules = "/lib/modules";  // those of each kernel, by its release
  /// KERNEL.failed: why rmcp_devparam could not be built for it.
  std::string probe_module = "/var/lib/rmcp-devparam";
  /// Certificates that DKMS and Ubuntu sign modules of this machine with.
  std::vector<std::string> module_keys = {"/var/lib/dkms/mok.pub",
                                          "/var/lib/shim-signed/mok/MOK.der"};

  /// Folders with policy.d/ and profiles.d/, highest precedence first.
  std::vector<std::string> config = {"/etc/rmcp", "/run/rmcp", "/usr/lib/rmcp"};
  std::string runtime = "/run/rmcp";    // until reboot: journal, held
  std::string cdi = "/run/cdi";         // devices for containers; shared with other vendors' files
  std::string state = "/var/lib/rmcp";  // for ever: last good policy, kept holds
  std::string generated =
      "/run/systemd/generator";  // systemd's; has the drop-ins of rmcp-generator
};

}  // namespace rmcp::sys
