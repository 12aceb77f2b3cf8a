// SPDX-License-Identifier: MIT
// Records of /dev/kmsg: Documentation/ABI/testing/dev-kmsg. Fields of the journal:
// systemd.journal-fields(7); kfd_chardev.c has the class "kfd", which is their subsystem.
#include "client/inspect/kernel_log.hpp"

#include "lib/sys/fd.hpp"

#include <fmt/format.h>

#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cerrno>
#include <memory>
#include <utility>

namespace rmcp::client {
namespace {

constexpr std::size_t kMostText = std::size_t{4} << 20;
constexpr int kMostEntries = 4096;

/// EPIPE: records were overwritten meanwhile; the next read goes on with the oldest.
std::string read_records(int fd) {
  std::string out;
  std::array<char, 8192> record{};
  while (out.size() < kMostText) {
    const auto size = ::read(fd, record.data(), record.size());
    if (size < 0 && (errno == EPIPE || errno == EINTR)) continue;
    if (size <= 0) break;
    out.append(record.data(), static_cast<std::size_t>(size));
  }
  return out;
}

struct CloseJournal {
  void operator()(sd_journal* journal) const { sd_journal_close(journal); }
};
using Journal = std::unique_ptr<sd_journal, CloseJournal>;

Journal journal_of_this_boot(const std::string& match) {
  sd_journal* opened = nullptr;
  if (sd_journal_open(&opened, SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM) < 0) return nullptr;
  Journal journal(opened);
  sd_id128_t boot{};
  if (sd_id128_get_boot(&boot) < 0) return nullptr;
  std::array<char, 33> id{};
  for (const auto& field : {std::string("_TRANSPORT=kernel"),
                            fmt::format("_BOOT_ID={}", sd_id128_to_string(boot, id.data())), match})
    if (!field.empty() && sd_journal_add_match(journal.get(), field.data(), field.size()) < 0)
      return nullptr;
  return journal;
}

std::string message_of(sd_journal* journal) {
  constexpr std::string_view kField = "MESSAGE=";
  const void* data = nullptr;
  std::size_t size = 0;
  if (sd_journal_get_data(journal, "MESSAGE", &data, &size) < 0 || size < kField.size()) return {};
  return std::string(static_cast<const char*>(data), size).substr(kField.size());
}

void add_from_journal(KernelLog& log, const std::string& match) {
  const auto journal = journal_of_this_boot(match);
  if (!journal) return;
  for (int left = kMostEntries; left > 0 && sd_journal_next(journal.get()) > 0; --left) {
    log.readable = true;
    if (match.empty()) return;  // to see whether anything may be read is enough
    log.lines.push_back(message_of(journal.get()));
  }
}

KernelLog from_kmsg(const std::string& path, const PciAddress& address) {
  KernelLog out;
  const sys::Fd fd(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!fd) return out;
  out.readable = true;
  for (auto& message : kernel_messages(read_records(fd.get())))
    if (is_about_kfd(message, address)) out.lines.push_back(std::move(message));
  return out;
}

}  // namespace

std::vector<std::string> kernel_messages(std::string_view records) {
  std::vector<std::string> out;
  while (!records.empty()) {
    const auto line = records.substr(0, records.find('\n'));
    records.remove_prefix(std::min(line.size() + 1, records.size()));
    const auto text =
        line.find(';');  // "6,1093,2034712,-;the message"; a field starts with a blank
    const bool starts =
        !line.empty() && std::isdigit(static_cast<unsigned char>(line.front())) != 0;
    if (starts && text != line.npos) out.emplace_back(line.substr(text + 1));
  }
  return out;
}

bool is_about_kfd(std::string_view message, const PciAddress& address) {
  return message.starts_with("kfd kfd: ") || message.starts_with("kfd: ") ||
         message.starts_with(fmt::format("amdgpu {}: ", to_string(address)));
}

KernelLog read_kernel_log(const std::string& kmsg, const PciAddress& address) {
  auto out = from_kmsg(kmsg, address);
  if (!out.lines.empty()) return out;
  add_from_journal(out, "_KERNEL_SUBSYSTEM=kfd");
  add_from_journal(out, fmt::format("_KERNEL_DEVICE=+pci:{}", to_string(address)));
  if (!out.readable) add_from_journal(out, "");
  return out;
}

}  // namespace rmcp::client
