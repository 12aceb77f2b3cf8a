// SPDX-License-Identifier: MIT
// Counts boots by their notes.
#include "state/probation.hpp"

#include "state/json_file.hpp"
#include "sys/file.hpp"

namespace rmcp::state {

Probation::Probation(const std::string& state_directory, std::string boot_id,
                     const std::string& subject)
    : path_(state_directory + "/probation/" + subject + ".json"), boot_id_(std::move(boot_id)) {
  const auto note = read_json(path_);
  if (!note || !note->is_object()) return;
  const auto unclean = note->value("unclean_boots", 0u);
  unclean_ = note->value("boot_id", "") == boot_id_ ? unclean : unclean + 1;
}

int Probation::begin() const {
  return write_json(path_, {{"boot_id", boot_id_}, {"unclean_boots", unclean_}}, Durable::yes);
}

int Probation::end() const { return sys::remove_file(path_); }

}  // namespace rmcp::state
