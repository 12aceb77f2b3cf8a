// SPDX-License-Identifier: MIT
// GPUs for containers: a specification of the Container Device Interface, which podman and others
// read. `NAME` has a device's nodes and variables, `NAME-libs` adds its library set, `all` and
// `all-libs` are all GPUs that can compute. Pure: `exists` answers questions about files.
#pragma once
#include "lib/records/device_view.hpp"
#include "lib/start/program_export.hpp"
#include "lib/text/failure.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rmcp::publish {

inline constexpr std::string_view kCdiKind = "io.github.rmcpd/gpu";
/// The highest version that the podman of Debian 12 reads: it silently ignores a file with a newer
/// one, or with a key that this version does not know.
inline constexpr std::string_view kCdiVersion = "0.5.0";

struct CdiMount {
  std::string host;
  std::string container;
  bool operator==(const CdiMount&) const = default;
};

struct CdiDevice {
  std::string name;
  std::vector<std::string> environment;                    // NAME=VALUE
  std::vector<std::pair<std::string, std::string>> nodes;  // in the container, on the host
  std::vector<CdiMount> mounts;                            // read-only
};

struct Cdi {
  std::vector<CdiDevice> devices;
  std::vector<ProgramExport> left_out;
};

struct CdiQuestion {
  std::vector<const DeviceView*> views;
  std::vector<unsigned> cpu_nodes;  // KFD's numbers of the CPUs
  std::string dev = "/dev";
  std::function<bool(const std::string&)> exists;
};

/// Each device is complete and usable, or it is left out with the reason.
Cdi make_cdi(const CdiQuestion& question);

/// Why a reader would reject this device.
Failure check_cdi_device(const CdiDevice& device,
                         const std::function<bool(const std::string&)>& exists);

/// The file's text; the same devices give the same text.
std::string to_text(const Cdi& cdi);

}  // namespace rmcp::publish
