// SPDX-License-Identifier: MIT
// Counts boots by their notes.
#include "daemon/state/probation.hpp"

#include "daemon/state/disk.hpp"
#include "daemon/state/json_file.hpp"

#include <memory>

namespace rmcp::state {
namespace {

std::string probation_path(const std::string& state_directory, const std::string& subject) {
  return state_directory + "/probation/" + subject + ".json";
}

/// How many boots in a row before this one have ended in their probation.
unsigned read(const std::string& path, const std::string& boot_id) {
  JsonFile note(path);
  if (!note.exists()) return 0;
  const auto unclean = note.get<unsigned>(note.root(), "unclean_boots").value_or(0);
  const auto boot = note.get<std::string>(note.root(), "boot_id");
  return boot == boot_id ? unclean : unclean + 1;
}

}  // namespace

Probation::Probation(const std::string& state_directory, std::string boot_id,
                     const std::string& subject)
    : path_(probation_path(state_directory, subject)), boot_id_(std::move(boot_id)) {
  const auto unclean = std::make_shared<unsigned>(0);
  const auto error = Disk::instance().run([path = path_, boot_id = boot_id_, unclean] {
    *unclean = read(path, boot_id);
    return 0;
  });
  if (error == 0) unclean_ = *unclean;  // else the note of this boot cannot be made, either
}

int Probation::begin() const {
  return Disk::instance().run([path = path_, boot_id = boot_id_, unclean = unclean_] {
    return write_json(path, {{"boot_id", boot_id}, {"unclean_boots", unclean}}, Durable::yes);
  });
}

int Probation::end() const {
  return Disk::instance().run([path = path_] { return remove_json(path); });
}

void Probation::end_soon(const std::string& state_directory, const std::string& subject) {
  const auto path = probation_path(state_directory, subject);
  Disk::instance().post(path, [path] { return remove_json(path); });
}

}  // namespace rmcp::state
