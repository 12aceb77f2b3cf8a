// SPDX-License-Identifier: MIT
// Attributes of the simulated cards: plain files, or links to files that answer.
#include "attribute_files.hpp"
#include "capture_files.hpp"
#include "level_rules.hpp"
#include "testbed.hpp"
#include "tree.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <future>

namespace rmcp::testbed {
namespace fs = std::filesystem;
namespace {

constexpr std::array kDriverAttributes = {
    "power_dpm_force_performance_level", "pp_power_profile_mode", "pp_dpm_sclk", "pp_dpm_mclk",
    "pp_dpm_socclk", "pp_dpm_fclk", "thermal_throttling_logging", "pp_od_clk_voltage",
    "gpu_od/fan_ctrl/fan_curve", "gpu_od/fan_ctrl/acoustic_limit_rpm_threshold",
    "gpu_od/fan_ctrl/acoustic_target_rpm_threshold", "gpu_od/fan_ctrl/fan_target_temperature",
    "gpu_od/fan_ctrl/fan_minimum_pwm", "gpu_od/fan_ctrl/fan_zero_rpm_enable",
    "gpu_od/fan_ctrl/fan_zero_rpm_stop_temperature", "hwmon/pwm1", "hwmon/pwm1_enable",
    "hwmon/fan1_enable", "hwmon/fan1_target", "hwmon/power1_cap",
    // Not to be written, but asked by the rule of power1_cap.
    "hwmon/power1_cap_default", "hwmon/power1_cap_min", "hwmon/power1_cap_max"};
constexpr std::array kCoreAttributes = {"power/control", "power/autosuspend_delay_ms",
                                        "d3cold_allowed"};

// Whoever reads meanwhile sees the old text or the new one.
std::error_code replace(const std::string& path, const std::string& text) {
  const std::string beside = path + ".new";
  std::ofstream(beside, std::ios::binary | std::ios::trunc) << text;
  std::error_code error;
  fs::rename(beside, path, error);
  return error;
}

}  // namespace

std::string Testbed::file_of(const Gpu& gpu, const std::string& attribute) const {
  constexpr std::string_view kHwmon = "hwmon/";
  if (attribute.starts_with(kHwmon) && !attribute.starts_with("hwmon/hwmon")) {
    return root_ + hwmon_syspath(gpu) + "/" + attribute.substr(kHwmon.size());
  }
  return root_ + syspath(gpu.pci) + "/" + attribute;
}

// Nobody finds the file missing meanwhile. False when there is none.
bool Testbed::emulate_one(const Gpu& gpu, const std::string& attribute) {
  const std::string device = to_string(gpu.pci.address);
  if (attributes_->has(device, attribute)) return true;
  const std::string file = file_of(gpu, attribute);
  if (!fs::is_regular_file(file)) return false;
  fs::create_symlink(attributes_->add(device, attribute, read_text(file)), file + ".new");
  fs::rename(file + ".new", file);
  return true;
}

void Testbed::emulate_attributes(const Gpu& gpu, bool of_driver) {
  if (!attributes_) return;
  if (of_driver) {
    for (const char* attribute : kDriverAttributes) emulate_one(gpu, attribute);
    for (const auto& [name, text] : level_files(gpu))
      attributes_->add(to_string(gpu.pci.address), name, text);
  } else {
    for (const char* attribute : kCoreAttributes) emulate_one(gpu, attribute);
  }
}

void Testbed::drop_emulated(const Gpu& gpu, bool of_driver) {
  if (attributes_) attributes_->remove_all(to_string(gpu.pci.address), of_driver);
}

/// The files of the driver, once.
void Testbed::offer_binding() {
  const std::string driver = root_ + "/sys/bus/pci/drivers/amdgpu";
  if (!attributes_ || fs::exists(driver + "/bind")) return;
  fs::create_directories(driver);
  for (const char* file : {"bind", "unbind"})
    fs::create_symlink(attributes_->add(kDriverFiles, file, ""), driver + "/" + file);
}

/// Called by threads of FUSE: the main loop does it, and the writer waits as for the kernel.
int Testbed::bind_by_file(const std::string& file, const std::string& written) {
  struct Request {
    Testbed& testbed;
    bool bind;
    PciAddress address;
    std::promise<bool> done;
  };
  const auto address = parse_pci_address(trimmed(written));
  if (!address) return ENODEV;
  auto request = std::make_shared<Request>(Request{*this, file == "bind", *address, {}});
  auto done = request->done.get_future();
  g_idle_add_once(
      [](gpointer data) {
        const std::unique_ptr<std::shared_ptr<Request>> held(
            static_cast<std::shared_ptr<Request>*>(data));
        auto& r = **held;
        r.done.set_value(
            bool(r.bind ? r.testbed.bind(r.address, "amdgpu") : r.testbed.unbind(r.address)));
      },
      new std::shared_ptr<Request>(request));
  if (done.wait_for(std::chrono::seconds(10)) != std::future_status::ready) return ETIMEDOUT;
  return done.get() ? 0 : ENODEV;
}

Testbed::Result Testbed::read(const PciAddress& address, const std::string& attribute) const {
  const auto found = slots_.find(address);
  if (found == slots_.end()) return tl::make_unexpected(to_string(address) + ": no such card");
  const std::string device = to_string(address);
  if (attributes_ && attributes_->has(device, attribute))
    return attributes_->text(device, attribute);
  const std::string file = file_of(found->second.gpu, attribute);
  if (!fs::is_regular_file(file))
    return tl::make_unexpected(device + ": " + attribute + ": no such attribute");
  return read_text(file);
}

Testbed::Result Testbed::write(const PciAddress& address, const std::string& attribute,
                               const std::string& value) {
  const auto found = slots_.find(address);
  if (found == slots_.end()) return tl::make_unexpected(to_string(address) + ": no such card");
  const std::string device = to_string(address);
  const std::string text = value.ends_with('\n') ? value : value + "\n";
  if (attributes_ && attributes_->has(device, attribute)) {
    attributes_->set_text(device, attribute, text);
    return "";
  }
  const std::string file = file_of(found->second.gpu, attribute);
  if (!fs::is_directory(fs::path(file).parent_path())) {
    return tl::make_unexpected(device + ": " + attribute + ": has no place there");
  }
  if (const std::error_code error = replace(file, text))
    return tl::make_unexpected(device + ": " + attribute + ": " + error.message());
  return "";
}

Testbed::Result Testbed::emulate(const PciAddress& address, const std::string& attribute,
                                 Behaviour behaviour) {
  const auto found = slots_.find(address);
  if (found == slots_.end()) return tl::make_unexpected(to_string(address) + ": no such card");
  const std::string device = to_string(address);
  if (!emulate_one(found->second.gpu, attribute)) {
    return tl::make_unexpected(device + ": " + attribute + ": no such attribute");
  }
  attributes_->behave(device, attribute, std::move(behaviour));
  return "";
}

Testbed::Result Testbed::reset(const PciAddress& address, int error) {
  const auto found = slots_.find(address);
  if (found == slots_.end()) return tl::make_unexpected(to_string(address) + ": no such card");
  const Gpu& gpu = found->second.gpu;
  if (gpu.pci.driver != "amdgpu") {
    return tl::make_unexpected(to_string(address) + ": not bound to amdgpu");
  }
  for (const auto& [name, text] : gpu.attributes) {
    if (fails_in_reset(name)) emulate_one(gpu, name);
  }
  for (const auto& [name, text] : gpu.hwmon) {
    if (fails_in_reset("hwmon/" + name)) emulate_one(gpu, "hwmon/" + name);
  }
  attributes_->reset(to_string(address), error);
  return "";
}

Testbed::Result Testbed::take_writes(const PciAddress& address) {
  return attributes_ ? attributes_->take_writes(to_string(address)) : "";
}

void Testbed::set_commits(const PciAddress& address, Commits commits) {
  if (attributes_) attributes_->set_commits(to_string(address), commits);
}

Testbed::Result Testbed::path(const PciAddress& address) const {
  const auto found = slots_.find(address);
  if (found == slots_.end()) return tl::make_unexpected(to_string(address) + ": no such card");
  return syspath(found->second.gpu.pci) + "\n";
}

void Testbed::release_hanging_writes() {
  if (attributes_) attributes_->release_all();
}

// Any look at a suspended card wakes it: tests see by this whether somebody did. Called by threads
// of FUSE and umockdev, through which nothing may be thrown, while the card may go away.
void Testbed::wake(const std::string& address) {
  const std::lock_guard lock(wake_mutex_);
  const std::string status = root_ + "/sys/bus/pci/devices/" + address + "/power/runtime_status";
  if (trimmed(read_text(status)) == "suspended") replace(status, "active\n");
}

}  // namespace rmcp::testbed
