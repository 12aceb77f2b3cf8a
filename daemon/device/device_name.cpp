// SPDX-License-Identifier: MIT
// Looks names up in amdgpu.ids and pci.ids, line by line: pci.ids is a megabyte, of which one line
// is needed.
#include "daemon/device/device_name.hpp"

#include "daemon/device/attribute.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>

namespace rmcp::device {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// The lines of a text file; none if it cannot be opened.
class Lines {
 public:
  explicit Lines(const std::string& path) : file_(std::fopen(path.c_str(), "re"), &close) {}
  ~Lines() { std::free(line_); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  /// Valid until the next call.
  std::optional<std::string_view> next() {
    if (!file_) return std::nullopt;
    const ssize_t length = ::getline(&line_, &capacity_, file_.get());
    if (length < 0) return std::nullopt;
    return std::string_view(line_, static_cast<std::size_t>(length));
  }

 private:
  static void close(std::FILE* file) { std::fclose(file); }

  std::unique_ptr<std::FILE, void (*)(std::FILE*)> file_;
  char* line_ = nullptr;
  std::size_t capacity_ = 0;
};

/// A line of amdgpu.ids: `73FF,<tab>C1,<tab>AMD Radeon RX 6600 XT`.
std::optional<std::string> marketing_name(const std::string& path, const Device& device) {
  Lines lines(path);
  while (const auto line = lines.next()) {
    const auto first = line->find(',');
    const auto second = line->find(',', first == line->npos ? first : first + 1);
    if (line->starts_with('#') || second == line->npos) continue;
    if (parse_number(trimmed(line->substr(0, first)), 16) != device.pci.device) continue;
    if (parse_number(trimmed(line->substr(first + 1, second - first - 1)), 16) !=
        device.pci.revision)
      continue;
    const std::string_view name = trimmed(line->substr(second + 1));
    if (!name.empty()) return std::string(name);
  }
  return std::nullopt;
}

/// pci.ids: vendors at the line's start, their devices after one tab, subsystems after two.
std::optional<std::string> chip_name(const std::string& path, const Device& device) {
  const std::string vendor_line = fmt::format("{:04x} ", device.pci.vendor);
  const std::string device_line = fmt::format("\t{:04x} ", device.pci.device);
  bool ours = false;
  Lines lines(path);
  while (const auto line = lines.next()) {
    if (line->starts_with('#') || trimmed(*line).empty()) continue;
    if (!line->starts_with('\t')) {
      if (ours) return std::nullopt;  // end of the vendor's block
      ours = line->starts_with(vendor_line);
    } else if (ours && line->starts_with(device_line)) {
      return std::string(trimmed(line->substr(device_line.size())));
    }
  }
  return std::nullopt;
}

}  // namespace

std::string name_of(const sys::Paths& paths, const Device& device) {
  if (auto name = marketing_name(paths.amdgpu_ids, device)) return std::move(*name);
  for (const auto& path : paths.pci_ids)
    if (auto name = chip_name(path, device)) return std::move(*name);
  return numeric_name(device);
}

std::string numeric_name(const Device& device) {
  return fmt::format("{:04x}:{:04x}", device.pci.vendor, device.pci.device);
}

}  // namespace rmcp::device
