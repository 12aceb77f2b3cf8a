// SPDX-License-Identifier: MIT
// Counts unclean boots by their records.
#include "daemon/state/probation.hpp"

#include "daemon/state/json_form.hpp"

namespace rmcp::state {
namespace {

using UncleanBoots = std::optional<unsigned>;

std::string probation_folder(const std::string& state_directory) {
  return state_directory + "/probation";
}

/// A record counts the consecutive boots before its own that have ended in their probation.
Form<UncleanBoots> probation_form(const std::string& boot_id) {
  const auto read = [boot_id](JsonFile& note) -> UncleanBoots {
    if (!note.exists()) return std::nullopt;
    const auto unclean = note.get<unsigned>(note.root(), "unclean_boots").value_or(0);
    const auto boot = note.get<std::string>(note.root(), "boot_id");
    return boot == boot_id ? unclean : unclean + 1;
  };
  const auto write = [boot_id](const UncleanBoots& unclean) -> nlohmann::json {
    if (!unclean) return {};
    return {{"boot_id", boot_id}, {"unclean_boots", *unclean}};
  };
  return json_form<UncleanBoots>(read, write, Durable::yes);
}

}  // namespace

// While the disk does not answer, this boot cannot be recorded either.
Probation::Probation(const std::string& state_directory, const std::string& boot_id,
                     const std::string& subject)
    : subject_(subject),
      notes_(probation_folder(state_directory), probation_form(boot_id)),
      unclean_(notes_.read(subject).value_or(std::nullopt).value_or(0)) {}

sys::Status Probation::begin() { return notes_.replace(subject_, unclean_); }

sys::Status Probation::end() { return notes_.replace(subject_, std::nullopt); }

void Probation::end_soon(const std::string& state_directory, const std::string& subject) {
  const auto path = probation_folder(state_directory) + "/" + subject + ".json";
  Disk::instance().post(path, [path] { return remove_json(path); });
}

}  // namespace rmcp::state
