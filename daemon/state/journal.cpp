// SPDX-License-Identifier: MIT
// The journal's file: JSON, replaced whole.
#include "daemon/state/journal.hpp"

#include "daemon/state/complaints.hpp"
#include "daemon/state/json_file.hpp"
#include "daemon/state/plan_json.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <mutex>
#include <set>
#include <utility>

namespace rmcp::state {
namespace {

using nlohmann::json;

std::string path_for(const std::string& directory, const PciAddress& address) {
  return directory + "/journal/" + object_name(address) + ".json";
}

/// Records that are forgotten and still in a file that could not be written: on a full /run.
class Owed {
 public:
  void add(const std::string& path, const std::string& knob) {
    const std::lock_guard lock(mutex_);
    knobs_[path].insert(knob);
  }
  void paid(const std::string& path) {
    const std::lock_guard lock(mutex_);
    knobs_.erase(path);
  }
  std::set<std::string> of(const std::string& path) {
    const std::lock_guard lock(mutex_);
    const auto it = knobs_.find(path);
    return it == knobs_.end() ? std::set<std::string>() : it->second;
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::set<std::string>> knobs_;  // by file
};

Owed& owed() {
  static auto* const all = new Owed;  // never destroyed: a worker that hangs must not outlive it
  return *all;
}

}  // namespace

Journal::Journal(const std::string& directory, std::string boot_id, const Device& device,
                 const CardId& card)
    : path_(path_for(directory, device.address)),
      boot_id_(std::move(boot_id)),
      stable_id_(card.stable()),
      bind_epoch_(device.binding.epoch) {
  load();
}

void Journal::load() {
  JsonFile file(path_);
  const bool same = file.get<std::string>(file.root(), "boot_id") == boot_id_ &&
                    file.get<std::string>(file.root(), "stable_id") == stable_id_ &&
                    file.get<std::uint64_t>(file.root(), "bind_epoch") == bind_epoch_;
  if (!same) return;
  originals_ = originals_from_json(file, file.map(file.root(), "knobs"));
  const auto forgotten = owed().of(path_);
  if (std::erase_if(originals_, [&](const auto& item) { return forgotten.contains(item.first); }))
    save(originals_).ignore();  // still owed, and reported as unwritten
}

sys::Status Journal::save(Originals changed) {
  const auto written = write(changed);
  set_unwritten(path_, written.done() ? "" : sys::describe_errno(written.error()));
  if (written.failed()) return written;
  originals_ = std::move(changed);
  owed().paid(path_);
  return written;
}

/// Removing the last record needs no space.
sys::Status Journal::write(const Originals& changed) const {
  if (changed.empty()) return remove_json(path_);
  const json document{{"boot_id", boot_id_},
                      {"stable_id", stable_id_},
                      {"bind_epoch", bind_epoch_},
                      {"knobs", originals_to_json(changed)}};
  return write_json(path_, document, Durable::no);  // it is about this boot only
}

sys::Status Journal::record_original(const std::string& knob, const std::string& bytes,
                                     const std::string& before) {
  if (originals_.contains(knob)) return sys::kDone;
  auto changed = originals_;
  changed[knob] = {bytes, "", before};
  return save(std::move(changed));
}

sys::Status Journal::record_applied(const std::string& knob, const std::string& wanted) {
  auto changed = originals_;
  auto& entry = changed[knob];
  if (entry.wanted == wanted) return sys::kDone;
  entry.wanted = wanted;
  return save(std::move(changed));
}

/// Forgets a restored value even if the file cannot be written: its record would restore it once
/// more, over a value that another program has set meanwhile.
sys::Status Journal::forget(const std::string& knob) {
  if (originals_.erase(knob) == 0) return sys::kDone;
  owed().add(path_, knob);
  return save(originals_);
}

void Journal::binding_ended(const std::string& directory, const PciAddress& address,
                            std::uint64_t epoch) {
  remove_record_of_binding(path_for(directory, address), epoch);
}

}  // namespace rmcp::state
