// SPDX-License-Identifier: MIT
// LACT's config.yaml as policy: a rule for each GPU, a profile for each GPU of a profile.
#include "client/translate/draft.hpp"
#include "client/translate/header.hpp"
#include "client/translate/lact_gpu.hpp"
#include "client/translate/lact_id.hpp"
#include "client/translate/translate.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rmcp::client {
namespace {

constexpr std::uint16_t kAmd = 0x1002;

/// A GPU of `gpus`, here or in a profile.
struct Entry {
  std::string key;
  unsigned line = 0;
  std::optional<LactId> id;
  Draft draft;
};

/// The text so far, and what it needs to know of the rest.
struct Output {
  std::string text;
  std::set<std::string> profiles;
  bool risky = false;

  void add(std::string_view more) { text += more; }
  void note(std::string_view what) { text += comment(what); }
};

Fault fault(const Tree& tree, std::string_view what) {
  return {tree.at, fmt::format("{}, found {}", what, shown(tree))};
}

std::string key_text(const Entry& entry) {
  return fmt::format("{} (line {})", excerpt(entry.key), entry.line);
}

std::optional<GfxTarget> gfx_of(const LactId& id) {
  const auto guess = gfx_from_pci_id(id.device);
  return guess && guess->exact ? std::optional(guess->gfx) : std::nullopt;
}

Translated<std::vector<Entry>> read_gpus(const Tree* gpus) {
  std::vector<Entry> out;
  if (gpus == nullptr) return out;
  if (gpus->table() == nullptr) return tl::unexpected(fault(*gpus, "gpus: expected a table"));
  for (const auto& branch : *gpus->table()) {
    if (branch.value.is_null()) continue;
    if (branch.value.table() == nullptr)
      return tl::unexpected(fault(branch.value, "expected the settings of a GPU"));
    Entry entry{branch.key, branch.at.line, parse_lact_id(branch.key), {}};
    if (entry.id && entry.id->vendor == kAmd)
      entry.draft = read_lact_gpu(branch.value, gfx_of(*entry.id));
    out.push_back(std::move(entry));
  }
  return out;
}

/// The reason why a GPU becomes no rule or profile; empty if it does.
std::string why_none(const Entry& entry) {
  if (!entry.id) return "not a name that LACT gives to GPUs";
  if (entry.id->vendor != kAmd) return "not an AMD GPU";
  return entry.draft.empty() ? "nothing to carry over" : "";
}

/// By the board, so that the card may change its slot; by the address too where two are alike.
std::string match_text(const Entry& entry, const std::vector<Entry>& all) {
  const auto& id = *entry.id;
  const auto alike = std::count_if(all.begin(), all.end(), [&](const Entry& other) {
    return other.id && other.id->same_board(id);
  });
  auto out = fmt::format(
      "match = {{ device = \"0x{:04x}\", subsystem_vendor = \"0x{:04x}\", subsystem_device = "
      "\"0x{:04x}\"",
      id.device, id.subsystem_vendor, id.subsystem_device);
  if (alike > 1) out += fmt::format(", address = \"{}\"", to_string(id.address));
  return out + " }\n" +
         (alike > 1
              ? comment("There are several boards like this one: the address tells them apart.")
              : std::string());
}

void add_rule(Output& out, const Entry& entry, const std::vector<Entry>& all) {
  out.add("\n");
  if (const auto reason = why_none(entry); !reason.empty()) {
    out.note(fmt::format("GPU {}: {}.", key_text(entry), reason));
  } else {
    out.note(fmt::format("GPU {}.", key_text(entry)));
    out.add(fmt::format("[[rule]]\nname = \"LACT {:04x}:{:04x} at {}\"\n", entry.id->vendor,
                        entry.id->device, to_string(entry.id->address)));
    out.add(match_text(entry, all));
    out.add(entry.draft.tables("rule"));
  }
  out.add(entry.draft.left_out());
  out.risky = out.risky || entry.draft.has_risky();
}

// --- profiles ---

/// A name that TOML and a shell take as it is, and that no other profile has.
std::string profile_name(Output& out, std::string_view wanted) {
  std::string base = "lact-";
  for (const char c : excerpt(wanted, 40))
    base += is_alphanumeric(c) || c == '.' || c == '_' ? c : '-';
  auto name = base;
  for (int i = 2; !out.profiles.insert(name).second; ++i) name = fmt::format("{}-{}", base, i);
  return name;
}

/// LACT switches profiles by itself; rmcpd has none for programs.
void note_automatic(Output& out, const Branch& profile) {
  if (const auto* rule = find(profile.value, "rule")) {
    const auto* type = find(*rule, "type");
    const auto word =
        type == nullptr || type->text() == nullptr ? "process" : excerpt(*type->text());
    out.note(fmt::format(
        "LACT activates it by a rule ({}, line {}). rmcpd watches no programs: the examples in "
        "/usr/share/doc/rmcpd/examples show gamemode, Steam and jobs.",
        word, rule->at.line));
  }
  if (const auto* hooks = find(profile.value, "hooks"))
    out.note(fmt::format("Its hooks (line {}) are commands; rmcpd runs none.", hooks->at.line));
}

void add_profile_gpu(Output& out, const std::string& name, const Entry& entry) {
  if (const auto reason = why_none(entry); !reason.empty()) {
    out.note(fmt::format("GPU {}: {}.", key_text(entry), reason));
  } else {
    const auto unique = profile_name(out, name);
    out.note(fmt::format("For GPU {}: rmcpctl use {} {}", key_text(entry),
                         to_string(entry.id->address), unique));
    out.add(fmt::format("[[profile]]\nname = \"{}\"\n{}", unique, entry.draft.tables("profile")));
  }
  out.add(entry.draft.left_out());
  out.risky = out.risky || entry.draft.has_risky();
}

std::optional<Fault> add_profile(Output& out, const Branch& profile) {
  out.add("\n");
  out.note(fmt::format("LACT's profile '{}' (line {}).", excerpt(profile.key), profile.at.line));
  note_automatic(out, profile);
  const auto gpus = read_gpus(find(profile.value, "gpus"));
  if (!gpus) return gpus.error();
  if (gpus->empty()) out.note("It sets nothing.");
  for (const auto& entry : *gpus) add_profile_gpu(out, profile.key, entry);
  return std::nullopt;
}

std::optional<Fault> add_profiles(Output& out, const Tree& config) {
  const auto* profiles = find(config, "profiles");
  if (profiles == nullptr) return std::nullopt;
  if (profiles->table() == nullptr) return fault(*profiles, "profiles: expected a table");
  for (const auto& profile : *profiles->table())
    if (auto wrong = add_profile(out, profile)) return wrong;
  if (const auto* current = find(config, "current_profile"); current && current->text() != nullptr)
    out.note(
        fmt::format("LACT's profile in force is '{}' (line {}): instead of what the rules "
                    "above set, not in addition to it, as rmcpctl use has it.",
                    excerpt(*current->text()), current->at.line));
  return std::nullopt;
}

/// What the rest of the file is for.
void note_others(Output& out, const Tree& config) {
  constexpr std::string_view kKnown[] = {"version",
                                         "gpus",
                                         "profiles",
                                         "current_profile",
                                         "daemon",
                                         "apply_settings_timer",
                                         "auto_switch_profiles"};
  for (const auto& branch : *config.table()) {
    const bool known =
        std::find(std::begin(kKnown), std::end(kKnown), branch.key) != std::end(kKnown);
    if (!known)
      out.note(fmt::format("{} (line {}): rmcp-import does not know this key.", excerpt(branch.key),
                           branch.at.line));
  }
}

bool is_lact(const Tree& config) {
  return config.table() != nullptr &&
         (find(config, "gpus") != nullptr || find(config, "profiles") != nullptr ||
          find(config, "daemon") != nullptr);
}

}  // namespace

Translated<std::string> translate_lact(const Tree& config) {
  if (!is_lact(config))
    return tl::unexpected(Fault{config.at,
                                "neither LACT's config.yaml, which has a table gpus, nor a file of "
                                "amdgpu-clocks"});
  const auto gpus = read_gpus(find(config, "gpus"));
  if (!gpus) return tl::unexpected(gpus.error());
  Output out;
  for (const auto& entry : *gpus) add_rule(out, entry, *gpus);
  if (gpus->empty()) out.note("LACT has settings for no GPU.");
  if (auto wrong = add_profiles(out, config)) return tl::unexpected(*wrong);
  note_others(out, config);
  return policy_header("LACT", "lactd", out.risky) + out.text;
}

}  // namespace rmcp::client
