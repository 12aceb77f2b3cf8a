// SPDX-License-Identifier: MIT
// From TOML to a machine. A machine file is written by us, so the first mistake ends the reading.
#include "machine_file.hpp"

#include "toml_reader.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace rmcp::testbed {
namespace {

// Deep: a GPU's own table over that of its model.
void lay_over(::toml::table& base, const ::toml::table& over) {
  for (const auto& [key, value] : over) {
    ::toml::table* below = base[key].as_table();
    if (below != nullptr && value.is_table()) {
      lay_over(*below, *value.as_table());
    } else {
      base.insert_or_assign(key, value);
    }
  }
}

::toml::table with_model(const TomlReader& in, const std::filesystem::path& folder) {
  in.only({"model",      "address", "behind", "id",     "subsystem",  "revision", "class",
           "driver",     "pci",     "card",   "render", "partitions", "gc",       "mp1",
           "attributes", "levels",  "hwmon",  "absent", "drm",        "kfd",      "expect"});
  const std::string model = in.text("model");
  if (model.empty()) return in.table();
  ::toml::table merged = parse_toml_file((folder / "cards" / (model + ".toml")).string());
  lay_over(merged, in.table());
  return merged;
}

// A text may name the card's own address, as the kernel's texts do.
std::string filled(std::string text, const PciAddress& address) {
  constexpr std::string_view kPlace = "{address}";
  for (auto at = text.find(kPlace); at != std::string::npos; at = text.find(kPlace)) {
    text.replace(at, kPlace.size(), to_string(address));
  }
  return text;
}

Attributes read_attributes(const TomlReader& in, const std::string& key,
                           const PciAddress& address) {
  Attributes attributes;
  const ::toml::table* table = in.child(key);
  if (table == nullptr) return attributes;
  for (const auto& [name, value] : *table) {
    attributes.emplace(name.str(), filled(in.as_text(value), address));
  }
  return attributes;
}

PciFunction read_function(const TomlReader& in, PciFunction function = {}) {
  function.address = in.address("address");
  for (const std::string& bridge : in.texts("behind")) {
    function.behind.push_back(in.to_address(bridge));
  }
  std::tie(function.vendor, function.device) = in.id_pair("id", {function.vendor, function.device});
  std::tie(function.subsystem_vendor, function.subsystem_device) = in.id_pair("subsystem", {0, 0});
  function.revision = static_cast<std::uint8_t>(in.number("revision"));
  function.pci_class = static_cast<std::uint32_t>(in.number("class", function.pci_class));
  function.driver = in.text("driver", function.driver);
  function.attributes = read_attributes(in, "pci", function.address);
  return function;
}

void read_drm(const TomlReader& in, Gpu& gpu) {
  const ::toml::table* table = in.child("drm");
  if (table == nullptr) return;
  const TomlReader drm(in.file(), *table);
  gpu.drm.vram_bytes = drm.number("vram");
  gpu.drm.gtt_bytes = drm.number("gtt", gpu.drm.vram_bytes);
  gpu.drm.compute_units = static_cast<std::uint32_t>(drm.number("compute_units"));
  gpu.drm.apu = drm.flag("apu");
}

void read_kfd(const TomlReader& in, Gpu& gpu) {
  const ::toml::table* table = in.child("kfd");
  if (table == nullptr) return;
  const TomlReader kfd(in.file(), *table);
  const auto gpu_id = kfd.number("gpu_id");
  const std::string unique_id = kfd.text("unique_id");
  for (unsigned partition = 0; partition <= gpu.partitions.size(); ++partition) {
    const auto gfx = static_cast<std::uint32_t>(kfd.number("gfx_target_version"));
    KfdNode node = gpu_node(gpu, gfx, partition);
    node.gpu_id = std::to_string(gpu_id + partition);
    node.name = kfd.text("name");
    if (const auto simds = kfd.number("simd_count"); simds != 0) node.set("simd_count", simds);
    node.set("unique_id", std::strtoull(unique_id.c_str(), nullptr, 16));
    gpu.kfd.push_back(std::move(node));
  }
}

/// "11.0.7": the version of the firmware for power management, as the kernel tells it.
void add_firmware(const std::string& version, Attributes& attributes) {
  unsigned major = 0, minor = 0, revision = 0;
  if (std::sscanf(version.c_str(), "%u.%u.%u", &major, &minor, &revision) != 3) return;
  const std::string block = "ip_discovery/die/0/MP1/0/";
  attributes.emplace(block + "major", std::to_string(major));
  attributes.emplace(block + "minor", std::to_string(minor));
  attributes.emplace(block + "revision", std::to_string(revision));
}

Gpu read_gpu(const TomlReader& in) {
  Gpu gpu;
  gpu.pci.vendor = 0x1002;
  gpu.pci.pci_class = 0x030000;
  gpu.pci.driver = "amdgpu";
  gpu.pci = read_function(in, std::move(gpu.pci));
  if (in.has("card")) gpu.card = static_cast<unsigned>(in.number("card"));
  if (in.has("render")) gpu.render = static_cast<unsigned>(in.number("render"));
  for (const std::uint64_t minor : in.numbers("partitions")) {
    gpu.partitions.push_back(static_cast<unsigned>(minor));
  }
  gpu.gc = in.text("gc");
  gpu.attributes = read_attributes(in, "attributes", gpu.pci.address);
  add_firmware(in.text("mp1"), gpu.attributes);
  gpu.levels = read_attributes(in, "levels", gpu.pci.address);
  gpu.hwmon = read_attributes(in, "hwmon", gpu.pci.address);
  for (const std::string& name : in.texts("absent")) gpu.attributes.erase(name);
  read_drm(in, gpu);
  read_kfd(in, gpu);
  if (const ::toml::table* expect = in.child("expect")) {
    const TomlReader reader(in.file(), *expect);
    gpu.expect = {reader.text("gfx"), reader.texts("name")};
  }
  return gpu;
}

MachineFile read(const std::string& path) {
  const ::toml::table root = parse_toml_file(path);
  const TomlReader in(path, root);
  const auto folder = std::filesystem::path(path).parent_path();
  in.only({"name", "cpus", "bridge", "pci", "gpu"});
  MachineFile machine;
  machine.name = in.text("name");
  for (const std::uint64_t cores : in.numbers("cpus")) {
    machine.cpus.push_back(cpu_node(static_cast<unsigned>(cores)));
  }
  for (const ::toml::table* table : in.tables("bridge")) {
    const TomlReader bridge(path, *table);
    machine.bridges.push_back(read_function(bridge, default_bridge(bridge.address("address"))));
  }
  for (const ::toml::table* table : in.tables("pci")) {
    machine.others.push_back(read_function(TomlReader(path, *table)));
  }
  for (const ::toml::table* table : in.tables("gpu")) {
    const ::toml::table merged = with_model(TomlReader(path, *table), folder);
    machine.gpus.push_back(read_gpu(TomlReader(path, merged)));
  }
  return machine;
}

}  // namespace

PciFunction default_bridge(const PciAddress& address) {
  PciFunction bridge;
  bridge.address = address;
  bridge.vendor = 0x1022;
  bridge.device = 0x1483;
  bridge.pci_class = 0x060400;
  bridge.driver = "pcieport";
  return bridge;
}

Expected<MachineFile> read_machine_file(const std::string& path) {
  try {
    return read(path);
  } catch (const std::exception& error) {
    return tl::make_unexpected(std::string(error.what()));
  }
}

}  // namespace rmcp::testbed
