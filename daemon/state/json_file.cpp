// SPDX-License-Identifier: MIT
// JSON to and from files.
#include "daemon/state/json_file.hpp"

#include "daemon/state/complaints.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <charconv>

namespace rmcp::state {
namespace {

using nlohmann::json;

const json kNoList = json::array();
const json kNoMap = json::object();
constexpr std::size_t kLargestKept = 64 << 20;

}  // namespace

JsonFile::JsonFile(std::string path, std::size_t largest) : path_(std::move(path)) {
  const auto text = sys::read_file(path_, largest);
  exists_ = text || text.error() != ENOENT;
  if (text)
    adopt(json::parse(*text, nullptr, false));
  else if (exists_)
    complain(sys::describe_errno(text.error()));
}

void JsonFile::adopt(json document) {
  if (document.is_discarded())
    complain("not JSON");
  else if (!document.is_object())
    complain("not an object");
  else
    root_ = std::move(document);
}

const json& JsonFile::list(const json& object, const char* key) {
  const auto it = object.find(key);
  if (it == object.end() || it->is_null()) return kNoList;
  if (it->is_array()) return *it;
  complain(key);
  return kNoList;
}

const json& JsonFile::map(const json& object, const char* key) {
  const auto it = object.find(key);
  if (it == object.end() || it->is_null()) return kNoMap;
  if (it->is_object()) return *it;
  complain(key);
  return kNoMap;
}

void JsonFile::complain(const std::string& what) {
  damaged_ = true;
  report_damage(path_, what);
}

std::string noted_reason(std::string why) {
  constexpr std::string_view kState = "held: ";
  if (why.starts_with(kState)) why.erase(0, kState.size());
  return why;
}

std::optional<std::uint64_t> parse_id(const std::string& text) {
  std::uint64_t id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id, 16);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && id != 0 ? std::optional(id) : std::nullopt;
}

sys::Status write_json(const std::string& path, const json& document, Durable durable) {
  const auto folder = sys::make_directories(path.substr(0, path.rfind('/')));
  if (folder.failed()) return folder;
  keep_if_damaged(path);
  const auto text = document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
  return sys::replace_file(path, text, 0644, durable == Durable::yes);
}

sys::Status remove_json(const std::string& path) {
  keep_if_damaged(path);
  return sys::remove_file(path);
}

void keep_if_damaged(const std::string& path) {
  // Keep the first one: somebody may want to look at it.
  const auto beside = path + ".damaged";
  if (!is_damaged(path) || sys::exists(beside)) return;
  const auto text = sys::read_file(path, kLargestKept);
  const bool copied = text && sys::replace_file(beside, *text, 0600).done();
  // A rename needs no space, and no memory.
  [[maybe_unused]] const int result = copied ? 0 : ::link(path.c_str(), beside.c_str());
}

void remove_record_of_binding(const std::string& path, std::uint64_t bind_epoch) {
  JsonFile note(path);
  const auto& root = note.root();
  if (note.damaged() || root.value("bind_epoch", json()) != bind_epoch) return;
  sys::remove_file(path).ignore();  // if it stays, it belongs to no later binding
}

}  // namespace rmcp::state
