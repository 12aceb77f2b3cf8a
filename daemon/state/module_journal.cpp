// SPDX-License-Identifier: MIT
// Reads and writes module.json.
#include "daemon/state/module_journal.hpp"

#include "daemon/state/json_file.hpp"

namespace rmcp::state {

using nlohmann::json;

ModuleJournal::ModuleJournal(const std::string& directory, std::string boot_id)
    : path_(directory + "/module.json"), boot_id_(std::move(boot_id)) {
  JsonFile note(path_);
  if (note.get<std::string>(note.root(), "boot_id") != boot_id_) return;
  for (const auto& [name, text] : note.map(note.root(), "originals").items()) {
    if (const auto original = exact<std::string>(text))
      originals_[name] = *original;
    else
      note.complain(name);
  }
}

sys::Status ModuleJournal::save(std::map<std::string, std::string> changed) {
  const json document{{"boot_id", boot_id_}, {"originals", changed}};
  const auto written = write_json(path_, document, Durable::no);
  if (written.done()) originals_ = std::move(changed);
  return written;
}

sys::Status ModuleJournal::record_original(const std::string& name, const std::string& text) {
  if (originals_.contains(name)) return sys::kDone;
  auto changed = originals_;
  changed[name] = text;
  return save(std::move(changed));
}

sys::Status ModuleJournal::forget(const std::string& name) {
  auto changed = originals_;
  return changed.erase(name) == 0 ? sys::kDone : save(std::move(changed));
}

}  // namespace rmcp::state
