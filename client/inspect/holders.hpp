// SPDX-License-Identifier: MIT
// The processes that hold a GPU open, as far as this user may look.
#pragma once
#include "client/document/json_fwd.hpp"
#include "lib/gpu/device.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace rmcp::client {

struct Holder {
  unsigned pid = 0;
  std::uint64_t uid = 0;
  std::string command;             // the kernel's name for it, at most 15 bytes
  std::vector<std::string> nodes;  // "card1", "renderD129"; "kfd" for memory through /dev/kfd
  std::uint64_t vram_bytes = 0;    // KFD's count for it on this GPU
};

struct Holders {
  std::vector<Holder> found;  // by pid
  std::size_t unseen = 0;     // processes that this user may not look at
};

/// The folders to read; tests have others.
struct HolderPaths {
  std::string proc = "/proc";
  std::string kfd = "/sys/class/kfd/kfd/proc";
};

Holders find_holders(const Device& device, const HolderPaths& paths = {});

/// {"users":[{pid, uid, command, nodes, vram_bytes}], "unseen": n}
Json to_json(const Holders& holders);

}  // namespace rmcp::client
