// SPDX-License-Identifier: MIT
// rmcp-tree: the cards of a simulated machine as plain files, and udev's word about them to the
// network namespace that it runs in. For systems that are booted for a test: their /sys is such a
// folder, and their udevd has no hardware to speak of.
#include "announcement.hpp"
#include "capture.hpp"
#include "placement.hpp"
#include "tree_writer.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <stdexcept>

namespace {

namespace fs = std::filesystem;
using namespace rmcp::testbed;

constexpr int kUsageError = 2;
constexpr const char* kUsage = R"(Usage:
  rmcp-tree write FOLDER MACHINE...           their files below FOLDER/sys and FOLDER/dev
  rmcp-tree plug FOLDER [MACHINE...] CARD     the files of one more, with its events
  rmcp-tree unplug FOLDER [MACHINE...] CARD   the reverse
MACHINE and CARD are files like tests/machines/*.toml, in the order in which they came.
)";

/// The last of the machines, with the numbers that it has after the others.
struct Placed {
  std::vector<MachineFile> before;
  MachineFile last;
};

Placed place(const std::vector<std::string>& files) {
  Placement placement;
  Placed placed;
  for (const std::string& file : files) {
    auto machine = read_machine(file);
    if (!machine) throw std::runtime_error(machine.error().text);
    placement.place(*machine);
    placed.before.push_back(std::move(*machine));
  }
  placed.last = std::move(placed.before.back());
  placed.before.pop_back();
  return placed;
}

void write(const std::string& folder, const std::vector<std::string>& files) {
  const Placed placed = place(files);
  for (const MachineFile& machine : placed.before) write_entries(folder, machine_entries(machine));
  write_entries(folder, machine_entries(placed.last));
}

void plug_function(const std::string& folder, const PciFunction& function) {
  write_entries(folder, function_entries(function));
  send_udev_message(announcement("add", function));
}

void bind(const std::string& folder, const Gpu& gpu) {
  write_entries(folder, driver_entries(gpu));
  for (const Uevent& event : node_announcements("add", gpu)) send_udev_message(event);
  send_udev_message(announcement("bind", gpu.pci));
}

void plug(const std::string& folder, const std::vector<std::string>& files) {
  const MachineFile card = place(files).last;
  for (const PciFunction& bridge : bridges_of(card)) plug_function(folder, bridge);
  for (const Gpu& gpu : card.gpus) {
    plug_function(folder, gpu.pci);
    if (gpu.has_driver()) bind(folder, gpu);
  }
}

void unplug(const std::string& folder, const std::vector<std::string>& files) {
  for (const Gpu& gpu : place(files).last.gpus) {
    remove_entries(folder, driver_entries(gpu));
    remove_entries(folder, function_entries(gpu.pci));
    fs::remove_all(folder + syspath(gpu.pci));
    for (const Uevent& event : node_announcements("remove", gpu)) send_udev_message(event);
    send_udev_message(announcement("unbind", gpu.pci));
    send_udev_message(announcement("remove", gpu.pci));
  }
}

}  // namespace

int main(int argc, char** argv) {
  using Verb = void (*)(const std::string&, const std::vector<std::string>&);
  const std::map<std::string, Verb> verbs = {{"write", write}, {"plug", plug}, {"unplug", unplug}};
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() < 3 || !verbs.contains(arguments[0])) {
    std::fputs(kUsage, stderr);
    return kUsageError;
  }
  ::umask(022);
  try {
    verbs.at(arguments[0])(arguments[1], {arguments.begin() + 2, arguments.end()});
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "rmcp-tree: {}\n", error.what());
    return 1;
  }
}
