// SPDX-License-Identifier: MIT
#include "knob_inputs.hpp"

#include "lib/knobs/codecs/levels.hpp"
#include "lib/knobs/knob.hpp"
#include "lib/knobs/limits.hpp"
#include "lib/text/words.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

namespace rmcp::test {
namespace {

std::string text_of(const toml::node& node) {
  if (const auto text = node.value<std::string>()) return *text;
  std::ostringstream out;
  node.visit([&](const auto& value) { out << value; });
  return out.str();
}

/// By their paths as knobs name them.
std::map<std::string, std::string, std::less<>> files_of(const std::filesystem::path& card) {
  std::map<std::string, std::string, std::less<>> files;
  const auto table = toml::parse_file(card.string());
  for (const auto* part : {"attributes", "hwmon"}) {
    const auto* attributes = table[part].as_table();
    if (attributes == nullptr) continue;
    const std::string folder = std::string_view(part) == "hwmon" ? "hwmon/" : "";
    for (const auto& [name, node] : *attributes)
      files[folder + std::string(name.str())] = text_of(node);
  }
  const auto firmware = table["mp1"].value_or(std::string());
  const auto version = split_words(firmware, ".");
  for (std::size_t i = 0; i < std::min(version.size(), kPowerFirmware.size()); ++i)
    files[std::string(kPowerFirmware[i])] = version[i];
  return files;
}

/// The example without the quotes of a policy file.
std::string example_for(const Knob& knob) {
  auto text = example_of(knob);
  if (text.size() > 2 && text.starts_with('"')) text = text.substr(1, text.size() - 2);
  return text;
}

}  // namespace

std::vector<KnobInput> knob_inputs(const std::string& folder) {
  std::vector<KnobInput> inputs;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto files = files_of(entry.path());
    for (const auto& knob : knobs()) {
      const auto file = files.find(knob.file);
      if (file == files.end()) continue;
      KnobInput input{std::string(knob.name),
                      {.status = Reading::Status::ok, .raw = file->second},
                      example_for(knob),
                      ""};
      const auto beside = std::string(knob.file.substr(0, knob.file.rfind('/') + 1));
      for (const auto name : knob.companions)
        if (const auto it = files.find(beside + std::string(name)); it != files.end())
          input.reading.companions[std::string(name)] = it->second;
      inputs.push_back(std::move(input));
    }
  }
  for (const auto& knob : knobs())
    if (knob.file.empty() || knob.kind == KnobKind::parameter)
      inputs.push_back({std::string(knob.name),
                        {.status = Reading::Status::ok, .raw = "0xfff7bfff"},
                        example_for(knob),
                        ""});
  return inputs;
}

}  // namespace rmcp::test
