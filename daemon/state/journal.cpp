// SPDX-License-Identifier: MIT
// The journal's file: JSON, replaced whole.
#include "state/journal.hpp"

#include "state/json_file.hpp"
#include "state/originals_json.hpp"
#include "sys/file.hpp"

#include <nlohmann/json.hpp>

namespace rmcp::state {
namespace {

using nlohmann::json;

std::string path_for(const std::string& directory, const PciAddress& address) {
  return directory + "/journal/" + object_name(address) + ".json";
}

}  // namespace

Journal::Journal(const std::string& directory, std::string boot_id, const Device& device,
                 const CardId& card)
    : path_(path_for(directory, device.address)),
      boot_id_(std::move(boot_id)),
      stable_id_(card.stable()),
      bind_epoch_(device.bind_epoch) {
  load();
}

void Journal::load() {
  const auto text = sys::read_file(path_);
  if (!text) return;
  try {
    const auto document = json::parse(*text);
    const bool same = document.at("boot_id") == boot_id_ &&
                      document.at("stable_id") == stable_id_ &&
                      document.at("bind_epoch") == bind_epoch_;
    if (same) originals_ = originals_from_json(document.at("knobs"));
  } catch (const json::exception&) {
    // Not ours or damaged: as good as none. The file is replaced at the next note.
    originals_.clear();
  }
}

int Journal::save(Originals changed) {
  const json document{{"boot_id", boot_id_},
                      {"stable_id", stable_id_},
                      {"bind_epoch", bind_epoch_},
                      {"knobs", originals_to_json(changed)}};
  const auto folder = path_.substr(0, path_.rfind('/'));
  if (const int error = sys::make_directories(folder)) return error;
  constexpr bool kDurable = false;  // it is about this boot only
  const auto text = document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  if (const int error = sys::replace_file(path_, text, 0644, kDurable)) return error;
  originals_ = std::move(changed);
  return 0;
}

int Journal::note_original(const std::string& knob, const std::string& bytes,
                           const std::string& before) {
  if (originals_.contains(knob)) return 0;
  auto changed = originals_;
  changed[knob] = {bytes, "", before};
  return save(std::move(changed));
}

int Journal::note_applied(const std::string& knob, const std::string& wanted) {
  auto changed = originals_;
  auto& entry = changed[knob];
  if (entry.wanted == wanted) return 0;
  entry.wanted = wanted;
  return save(std::move(changed));
}

int Journal::forget(const std::string& knob) {
  auto changed = originals_;
  return changed.erase(knob) == 0 ? 0 : save(std::move(changed));
}

void Journal::binding_ended(const std::string& directory, const PciAddress& address,
                            std::uint64_t epoch) {
  const auto path = path_for(directory, address);
  const auto note = read_json(path);
  const bool ended = note && note->is_object() && note->value("bind_epoch", json()) == epoch;
  if (ended) sys::remove_file(path);
}

}  // namespace rmcp::state
