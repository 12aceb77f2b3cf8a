// SPDX-License-Identifier: MIT
// A simulated machine that programs under umockdev's preload take for the real one, and what can
// happen to it: cards come and go, drivers bind, attributes change.
#pragma once
#include "attribute_fs.hpp"
#include "drm_service.hpp"
#include "kfd_topology.hpp"
#include "lib/text/failure.hpp"
#include "machine_file.hpp"
#include "overdrive_table.hpp"
#include "placement.hpp"

#include <umockdev-1.0/umockdev.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace rmcp::testbed {

class Testbed {
 public:
  using Result = Expected<std::string>;  // a text for the asker, or the reason

  /// Makes its files below `directory`. `attributes` answers writes as the driver would; without it
  /// attributes are plain files.
  Testbed(const std::string& directory, bool with_attribute_fs);
  ~Testbed();
  Testbed(const Testbed&) = delete;
  Testbed& operator=(const Testbed&) = delete;

  /// UMOCKDEV_DIR of the programs that are to see the machine.
  const std::string& root() const { return root_; }
  /// Empty when attributes answer; else why they cannot.
  const std::string& no_attribute_fs() const { return no_attribute_fs_; }

  /// Puts a machine in without any event: it was there at boot.
  void add(MachineFile machine);

  Result plug(MachineFile machine);
  Result unplug(const PciAddress& address);
  Result bind(const PciAddress& address, const std::string& driver);
  Result unbind(const PciAddress& address);
  /// `drm`: of the card's DRM node instead of the PCI function.
  Result event(const std::string& action, const PciAddress& address, bool drm,
               const std::map<std::string, std::string>& properties);

  Result read(const PciAddress& address, const std::string& attribute) const;
  /// As the hardware or the kernel would change it.
  Result write(const PciAddress& address, const std::string& attribute, const std::string& value);
  Result emulate(const PciAddress& address, const std::string& attribute, Behaviour behaviour);
  /// The driver's attributes that were written since the last call, and what to.
  Result take_writes(const PciAddress& address);
  void set_commits(const PciAddress& address, Commits commits);
  Result path(const PciAddress& address) const;
  /// What the driver's attributes answer while the card is being reset; 0: it is over.
  Result reset(const PciAddress& address, int error);
  /// Off and on again: cards are as they were at first, drivers bound, and the boot has another id.
  void boot();
  /// Lets all writes return that hang.
  void release_hanging_writes();

 private:
  struct Slot {
    Gpu gpu;
    std::string boot_driver;  // that binds by itself
  };
  using Slots = std::map<PciAddress, Slot>;

  void add_bridges(const MachineFile& machine, bool announce);
  void remove_bridges_above(const PciFunction& function);
  bool bridge_in_use(const PciAddress& address) const;
  void add_function(const PciFunction& function, bool announce);
  Slot& put_in(Gpu gpu);
  void add_function(const Slot& slot);
  void remove_function(const Slot& slot);
  void start_driver(Slot& slot, bool announce);
  void stop_driver(Slot& slot, bool announce);
  void keep_old_link(const PciFunction& function);
  void announce(const std::string& action, const PciFunction& function);
  void announce_nodes(const std::string& action, const Gpu& gpu);

  bool emulate_one(const Gpu& gpu, const std::string& attribute);
  void emulate_attributes(const Gpu& gpu, bool of_driver);
  /// `of_driver`: only those, the PCI core's stay.
  void drop_emulated(const Gpu& gpu, bool of_driver);
  /// "hwmon/power1_cap" stands for hwmon/hwmonN/power1_cap.
  std::string file_of(const Gpu& gpu, const std::string& attribute) const;
  void wake(const std::string& address);
  void offer_binding();
  int bind_by_file(const std::string& file, const std::string& written);

  std::string root_;
  std::string no_attribute_fs_;
  UMockdevTestbed* umockdev_ = nullptr;
  std::unique_ptr<AttributeFs> attributes_;
  std::unique_ptr<DrmService> drm_;
  std::unique_ptr<KfdTopology> kfd_;
  Placement placement_;
  Slots slots_;
  std::map<PciAddress, PciFunction> bridges_;
  std::mutex wake_mutex_;
  unsigned old_links_ = 0;
  unsigned boots_ = 0;
};

}  // namespace rmcp::testbed
