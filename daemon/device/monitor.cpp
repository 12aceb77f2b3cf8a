// SPDX-License-Identifier: MIT
// Listens to udev on the event loop.
#include "daemon/device/monitor.hpp"

#include "daemon/device/uevent.hpp"

#include <libudev.h>
#include <systemd/sd-event.h>

#include <sys/epoll.h>

#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

namespace rmcp::device {
template <typename T, T* (*Unref)(T*)>
struct Unreffer {
  void operator()(T* object) const { Unref(object); }
};
using UdevPtr = std::unique_ptr<udev, Unreffer<udev, udev_unref>>;
using UdevMonitorPtr = std::unique_ptr<udev_monitor, Unreffer<udev_monitor, udev_monitor_unref>>;
using UdevDevicePtr = std::unique_ptr<udev_device, Unreffer<udev_device, udev_device_unref>>;
using SourcePtr =
    std::unique_ptr<sd_event_source, Unreffer<sd_event_source, sd_event_source_disable_unref>>;

namespace {

void check(bool ok, const char* what) {
  if (!ok) throw std::system_error(errno != 0 ? errno : ENOMEM, std::generic_category(), what);
}

std::string property(udev_device* device, const char* name) {
  const char* value = udev_device_get_property_value(device, name);
  return value != nullptr ? value : "";
}

std::string text(const char* value) { return value != nullptr ? value : ""; }

Uevent read_uevent(udev_device* device) {
  Uevent uevent;
  uevent.action = text(udev_device_get_action(device));
  uevent.subsystem = text(udev_device_get_subsystem(device));
  uevent.devtype = text(udev_device_get_devtype(device));
  uevent.syspath = text(udev_device_get_syspath(device));
  uevent.pci_id = property(device, "PCI_ID");
  uevent.pci_class = property(device, "PCI_CLASS");
  uevent.wedged = property(device, "WEDGED");
  uevent.hotplug = property(device, "HOTPLUG") == "1";
  return uevent;
}

/// If the PCI device above a DRM node cannot be read it is gone, and its own event reports that.
bool is_below_amd_gpu(udev_device* drm) {
  udev_device* pci = udev_device_get_parent_with_subsystem_devtype(drm, "pci", nullptr);
  if (pci == nullptr) return false;
  return is_amd_gpu(text(udev_device_get_sysattr_value(pci, "vendor")),
                    text(udev_device_get_sysattr_value(pci, "class")));
}

}  // namespace

class Monitor::Impl {
 public:
  Impl(sys::Loop& loop, Callback callback, int receive_buffer)
      : loop_(loop), callback_(std::move(callback)), udev_(udev_new()) {
    check(udev_ != nullptr, "udev_new");
    monitor_.reset(udev_monitor_new_from_netlink(udev_.get(), "udev"));
    check(monitor_ != nullptr, "udev_monitor_new_from_netlink");
    for (const char* subsystem : {"pci", "drm"})
      check(
          udev_monitor_filter_add_match_subsystem_devtype(monitor_.get(), subsystem, nullptr) >= 0,
          "udev_monitor_filter_add_match_subsystem_devtype");
    // More than the system's limit needs CAP_NET_ADMIN; with less, an overflow only comes earlier.
    udev_monitor_set_receive_buffer_size(monitor_.get(), receive_buffer);
    check(udev_monitor_enable_receiving(monitor_.get()) >= 0, "udev_monitor_enable_receiving");

    sd_event_source* source = nullptr;
    const int error = sd_event_add_io(loop.get(), &source, udev_monitor_get_fd(monitor_.get()),
                                      EPOLLIN, &Impl::on_readable, this);
    if (error < 0) throw std::system_error(-error, std::generic_category(), "sd_event_add_io");
    source_.reset(source);
    sd_event_source_set_description(source, "udev");
  }

 private:
  /// Events after one whose handler throws are handled in the next turn of the loop: they stay in
  /// the socket.
  static int on_readable(sd_event_source*, int, std::uint32_t, void* self) {
    auto& me = *static_cast<Impl*>(self);
    me.loop_.guarded([&me] { me.drain(); });
    return 0;
  }

  void drain() {
    for (;;) {
      errno = 0;
      const UdevDevicePtr device(udev_monitor_receive_device(monitor_.get()));
      if (device) {
        deliver(device.get());
      } else if (errno == ENOBUFS) {
        callback_({Event::Kind::overflow, {}, {}, {}});
      } else {
        return;  // EAGAIN: all read. Otherwise the loop calls again when there is more.
      }
    }
  }

  void deliver(udev_device* device) {
    const Uevent uevent = read_uevent(device);
    const auto event = interpret(uevent);
    if (!event) return;
    const bool names_its_gpu = event->kind != Event::Kind::partition;
    if (uevent.subsystem == "drm" && names_its_gpu && !is_below_amd_gpu(device)) return;
    callback_(*event);
  }

  sys::Loop& loop_;
  Callback callback_;
  UdevPtr udev_;
  UdevMonitorPtr monitor_;
  SourcePtr source_;
};

Monitor::Monitor(sys::Loop& loop, Callback callback, int receive_buffer)
    : impl_(std::make_unique<Impl>(loop, std::move(callback), receive_buffer)) {}

Monitor::~Monitor() = default;

}  // namespace rmcp::device
