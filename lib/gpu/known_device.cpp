// SPDX-License-Identifier: MIT
// Tells cards apart.
#include "lib/gpu/known_device.hpp"

#include <algorithm>

namespace rmcp {
namespace {

/// The identity is read through the driver: a card on another driver, or on none, has no identity.
bool same_slot(const Device& a, const Device& b) {
  const bool both_named = has_unique_id(a) && has_unique_id(b);
  return a.address == b.address && a.pci.same_model(b.pci) && !both_named;
}

}  // namespace

std::vector<KnownDevice>::iterator find_known(std::vector<KnownDevice>& known,
                                              const Device& device) {
  const bool unique = has_unique_id(device);
  const auto named = std::find_if(known.begin(), known.end(), [&](const KnownDevice& k) {
    return unique && same_card(k.device, device);
  });
  if (named != known.end()) return named;
  const auto there = std::find_if(known.begin(), known.end(), [&](const KnownDevice& k) {
    return same_slot(k.device, device);
  });
  if (there != known.end() || unique) return there;
  const auto is_missing = [&](const KnownDevice& k) {
    return !k.present && same_card(k.device, device);
  };
  const auto missing = std::find_if(known.begin(), known.end(), is_missing);
  const bool only = std::count_if(known.begin(), known.end(), is_missing) == 1;
  return only ? missing : known.end();
}

Device remembered(const Device& device) {
  Device out = device;
  out.syspath.clear();
  out.gfx_source = GfxSource::unknown;
  out.runtime_status = RuntimeStatus::unknown;
  out.nodes = {};
  out.vram_bytes.reset();
  out.compute_units.reset();
  out.binding.version.clear();
  out.binding.epoch = 0;
  out.identity.known = Identity::read;
  return out;
}

}  // namespace rmcp
