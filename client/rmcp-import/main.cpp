// SPDX-License-Identifier: MIT
// rmcp-import FILE: what `rmcpctl config import` runs, so that only this program loads a YAML
// library.
#include "client/translate/translate.hpp"
#include "client/yaml/yaml.hpp"
#include "lib/sys/file.hpp"
#include "lib/sys/root.hpp"
#include "lib/text/printable.hpp"
#include "lib/text/words.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <exception>

namespace rmcp::client {
namespace {

int complain(const std::string& message) {
  fmt::print(stderr, "{}\n", printable_lines(message));
  return 1;
}

/// The card that a file of amdgpu-clocks is for: by its name, or where that says card0, by sysfs.
std::optional<PciAddress> card_of(const std::string& name) {
  if (const auto address = address_in_name(name)) return address;
  const auto card = card_in_name(name);
  if (card.empty()) return std::nullopt;
  return parse_pci_address(sys::link_name("/sys/class/drm/" + card + "/device"));
}

Translated<std::string> translate(const std::string& text, const std::string& name) {
  if (is_amdgpu_clocks(text)) return translate_amdgpu_clocks(text, name, card_of(name));
  const auto tree = read_yaml(text);
  return tree ? translate_lact(*tree) : tl::unexpected(tree.error());
}

int write_policy(const std::string& path) {
  const auto text = sys::read_regular(path, kMostYaml);
  if (!text)
    return complain(fmt::format("{}: {}", excerpt(path, 4096), sys::describe_unread(text.error())));
  const auto policy = translate(*text, base_name(path));
  if (!policy)
    return complain(fmt::format("{}:{}:{}: error: {}", excerpt(path, 4096), policy.error().at.line,
                                policy.error().at.column, policy.error().text));
  fmt::print("{}", *policy);
  return std::fflush(stdout) == 0 ? 0 : 1;
}

}  // namespace
}  // namespace rmcp::client

int main(int argc, char** argv) {
  try {
    if (argc == 2) return rmcp::client::write_policy(argv[1]);
    return rmcp::client::complain("usage: rmcp-import FILE");
  } catch (const std::exception& error) {  // out of memory
    return rmcp::client::complain(error.what());
  }
}
