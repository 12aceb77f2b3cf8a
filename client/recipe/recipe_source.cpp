// SPDX-License-Identifier: MIT
// Reads [[source]] and [[patch]].
#include "client/recipe/recipe_fields.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rmcp::recipe {
namespace {

using toml::Entry;
using toml::Node;
using toml::Table;

constexpr unsigned kMostStrip = 20;

/// A source, and the keys that it had.
struct SourceDraft {
  Source source;
  std::vector<std::string_view> kinds;  // of folder, tarball, git
  std::string sha256, commit;
  bool strip_said = false;
  toml::Position at;
};

void set_location(const Entry& entry, Source::Kind kind, SourceDraft& draft, Reading& reading) {
  draft.kinds.push_back(to_string(kind));
  draft.source.kind = kind;
  const auto text = text_of(entry, reading);
  if (text) draft.source.location = reading.absolute(*text);
}

/// `https://host/x`, `user@host:x`; anything else is a local folder.
bool is_remote(std::string_view url) {
  const auto colon = url.find(':');
  return colon != url.npos && url.find('/') > colon;
}

void set_git(const Entry& entry, SourceDraft& draft, Reading& reading) {
  draft.kinds.push_back("git");
  draft.source.kind = Source::Kind::git;
  const auto url = text_of(entry, reading);
  if (!url) return;
  if (url->starts_with('-') || url->find("::") != std::string::npos)
    return reading.complaints.error(
        entry.value.at,
        fmt::format("git: '{}' is not a URL; helpers that run a command (ext::) are "
                    "not supported",
                    *url));
  draft.source.location = is_remote(*url) ? *url : reading.absolute(*url);
}

void set_commit(const Entry& entry, SourceDraft& draft, Reading& reading) {
  const auto text = text_of(entry, reading);
  if (!text) return;
  if (is_hex(*text, 40) || is_hex(*text, 64)) {
    draft.commit = *text;
    for (char& c : draft.commit) c = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
    return;
  }
  draft.commit = "?";
  reading.complaints.error(entry.value.at,
                           fmt::format("commit: '{}' is not a full commit: the meaning of a "
                                       "branch, a tag and a short commit can change; "
                                       "`git rev-parse {}^0` prints the commit",
                                       *text, *text));
}

void refuse_branch(const Entry& entry, SourceDraft& draft, Reading& reading) {
  draft.commit = "?";
  reading.complaints.error(
      entry.at, fmt::format("{}: its meaning can change from one build to the next: write "
                            "commit = with the full commit, which `git rev-parse` prints",
                            entry.key));
}

constexpr Key<SourceDraft> kSourceKeys[] = {
    {"name",
     [](const Entry& e, SourceDraft& d, Reading& r) {
       d.source.name = text_of(e, r).value_or("?");
       if (!is_plain_name(d.source.name) && d.source.name != "?")
         r.complaints.error(e.value.at,
                            fmt::format("name: '{}' is not a valid folder name: letters, "
                                        "digits and '. _ + -'",
                                        d.source.name));
     }},
    {"folder", [](const Entry& e, SourceDraft& d,
                  Reading& r) { set_location(e, Source::Kind::folder, d, r); }},
    {"tarball", [](const Entry& e, SourceDraft& d,
                   Reading& r) { set_location(e, Source::Kind::tarball, d, r); }},
    {"git", set_git},
    {"sha256",
     [](const Entry& e, SourceDraft& d, Reading& r) { d.sha256 = sha256_in(e, r).value_or("?"); }},
    {"commit", set_commit},
    {"branch", refuse_branch},
    {"tag", refuse_branch},
    {"strip",
     [](const Entry& e, SourceDraft& d, Reading& r) {
       d.source.strip = number_of(e, kMostStrip, r).value_or(1);
       d.strip_said = true;
     }},
};

void check_pins(SourceDraft& draft, Reading& reading) {
  const auto error = [&](std::string message) {
    reading.complaints.error(draft.at, std::move(message));
  };
  auto& source = draft.source;
  if (draft.kinds.size() != 1)
    return error("a source needs exactly one of folder, tarball and git");
  const bool tarball = source.kind == Source::Kind::tarball, git = source.kind == Source::Kind::git;
  if (tarball && source.location.find("://") != std::string::npos)
    error("tarball: expected a local file: fetch it first, sha256 verifies it");
  if (tarball && draft.sha256.empty()) error("tarball: sha256 is missing");
  if (git && draft.commit.empty()) error("git: commit is missing");
  if (!tarball && !draft.sha256.empty()) error("sha256: belongs to a tarball");
  if (!tarball && draft.strip_said) error("strip: belongs to a tarball");
  if (!git && !draft.commit.empty()) error("commit: belongs to git");
  source.pin = tarball ? draft.sha256 : git ? draft.commit : std::string();
}

struct PatchDraft {
  Patch patch;
};

constexpr Key<PatchDraft> kPatchKeys[] = {
    {"file",
     [](const Entry& e, PatchDraft& d, Reading& r) {
       if (auto text = text_of(e, r)) d.patch.file = r.absolute(*text);
     }},
    {"source", [](const Entry& e, PatchDraft& d,
                  Reading& r) { d.patch.source = text_of(e, r).value_or(""); }},
    {"sha256", [](const Entry& e, PatchDraft& d,
                  Reading& r) { d.patch.sha256 = sha256_in(e, r).value_or(""); }},
    {"strip", [](const Entry& e, PatchDraft& d,
                 Reading& r) { d.patch.strip = number_of(e, kMostStrip, r).value_or(1); }},
};

toml::Position position(const Origin& origin) { return {origin.line, origin.column}; }

}  // namespace

void read_source(const Node& node, Reading& reading) {
  SourceDraft draft;
  draft.at = node.at;
  draft.source.origin = reading.complaints.origin(node.at);
  read_keys(std::get<Table>(node.data), kSourceKeys, " of [[source]]", draft, reading);
  check_pins(draft, reading);
  reading.recipe.sources.push_back(std::move(draft.source));
}

void read_patch(const Node& node, Reading& reading) {
  PatchDraft draft;
  draft.patch.origin = reading.complaints.origin(node.at);
  const auto& table = std::get<Table>(node.data);
  read_keys(table, kPatchKeys, " of [[patch]]", draft, reading);
  if (find(table, "file") == nullptr) reading.complaints.error(node.at, "'file' is missing");
  reading.recipe.patches.push_back(std::move(draft.patch));
}

void check_sources(Reading& reading) {
  auto& recipe = reading.recipe;
  std::vector<std::string_view> names;
  for (auto& source : recipe.sources) {
    if (source.name.empty() && recipe.sources.size() == 1)
      source.name = is_plain_name(recipe.name) ? recipe.name : "source";
    const auto at = position(source.origin);
    if (source.name.empty())
      reading.complaints.error(at, "'name' is missing: there are several sources");
    else if (std::find(names.begin(), names.end(), source.name) != names.end())
      reading.complaints.error(at, fmt::format("name: '{}' is in use already", source.name));
    names.push_back(source.name);
  }
  for (auto& patch : recipe.patches) {
    const auto at = position(patch.origin);
    if (patch.source.empty() && names.size() == 1) patch.source = names.front();
    if (patch.source.empty() && names.size() > 1)
      reading.complaints.error(at, "'source' is missing: there are several");
    else if (!patch.source.empty() && find_source(recipe, patch.source) == nullptr)
      reading.complaints.error(at, fmt::format("source: there is no source '{}'{}", patch.source,
                                               toml::suggestion(patch.source, names)));
  }
}

}  // namespace rmcp::recipe
