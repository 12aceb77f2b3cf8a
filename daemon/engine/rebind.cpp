// SPDX-License-Identifier: MIT
// Opens the window, unbinds, sets, binds, closes it, and looks for other cards that were probed
// meanwhile.
#include "daemon/engine/rebind.hpp"

#include "daemon/backend/module_parameter.hpp"
#include "daemon/engine/device_use.hpp"
#include "daemon/engine/parameter_window.hpp"
#include "daemon/state/probes.hpp"
#include "lib/module/rebind_values.hpp"
#include "lib/sys/file.hpp"

#include <fmt/format.h>

#include <vector>

namespace rmcp::engine {
namespace {

using Values = ParameterWindow::Values;

/// The cards on amdgpu, with the binding of each.
using Bindings = std::map<PciAddress, std::uint64_t>;

std::string driver_folder(const Device& device) {
  return device.syspath + "/subsystem/drivers/amdgpu";
}

Bindings bindings(const Device& device) {
  const auto driver = driver_folder(device);
  Bindings out;
  for (const auto& name : sys::list_directory(driver)) {
    if (const auto address = parse_pci_address(name))
      out[*address] = sys::inode(fmt::format("{}/{}/driver", driver, name));
  }
  return out;
}

/// Those whose probe is over. The link to the driver is made before it (dd.c:really_probe), the DRM
/// nodes near its end (amdgpu_drv.c:amdgpu_pci_probe).
Bindings finished_bindings(const Device& device) {
  auto out = bindings(device);
  std::erase_if(out, [&](const auto& binding) {
    return !sys::exists(fmt::format("{}/{}/drm", driver_folder(device), to_string(binding.first)));
  });
  return out;
}

/// `noretry=1 dc=0`.
std::string in_words(const Values& values) {
  std::string out;
  for (const auto& [name, text] : values)
    out += fmt::format("{}{}={}", out.empty() ? "" : " ", name, text);
  return out;
}

class Rebinding {
 public:
  Rebinding(const Job& job, backend::Backend& backend, JobControl& control, const Device& device,
            const CardId& card)
      : job_(job),
        backend_(backend),
        control_(control),
        device_(device),
        card_(card),
        before_(finished_bindings(device)) {}

  Expected<Rebound> run() {
    const auto ticket = job_.window->open(to_string(device_.address));
    if (!ticket) return tl::unexpected(ticket.error());
    auto wrong = run_in_window(*ticket);
    // In every case; what cannot be put back now is put back by a round.
    const auto closed = job_.window->close(*ticket);
    auto told = set_.empty() ? std::vector<std::string>() : note_others();
    if (closed) told.push_back(closed.text);
    if (wrong) {
      for (const auto& text : told) wrong.text += "; " + text;
      return tl::unexpected(std::move(wrong));
    }
    out_.remarks.insert(out_.remarks.end(), told.begin(), told.end());
    if (!set_.empty()) record(device_.address, {.values = set_, .uncertain = control_.abandoned()});
    out_.values = std::move(set_);
    add_values_of_module();
    return std::move(out_);
  }

 private:
  [[nodiscard]] RebindValues choose() const {
    if (job_.notes->holds.held(card_)) return {};
    const auto overlay = job_.notes->overrides.read(card_);
    return rebind_values(resolve(*job_.policy, device_, job_.machine, overlay), device_.gfx,
                         backend::read_module(job_.paths), job_.notes->consents.read(card_));
  }

  Failure run_in_window(ParameterWindow::Ticket ticket) {
    auto wanted = choose();
    out_.remarks = std::move(wanted.left_out);
    control_.step();
    if (auto wrong = sys::failure_at("unbind", backend_.unbind(device_))) return wrong;
    control_.step();
    if (backend_.still_bound(device_))
      return "unbind: the kernel accepted it, and amdgpu is still bound";
    if (wanted.values.empty()) return sys::failure_at("bind", bind());
    return probe_with(wanted.values, ticket);
  }

  /// A card that cannot be given its values, or is not accepted with them, is bound without.
  Failure probe_with(const Values& values, ParameterWindow::Ticket ticket) {
    auto wrong = job_.window->set(ticket, values);
    const bool set = !wrong;
    if (set) {
      set_ = values;
      wrong = sys::failure_at("bind with " + in_words(values), bind());
    }
    if (!wrong) return {};
    if (set) job_.window->close(ticket).ignore();  // else nothing has been left behind
    wrong.text += bind().done() ? "; bound again without" : "; it has no driver now";
    return wrong;
  }

  sys::Status bind() {
    control_.step();
    const auto bound = backend_.bind(device_);
    control_.step();
    return bound;
  }

  /// rmcp_devparam has set the others of the card.
  void add_values_of_module() {
    const auto probed = backend::read_module(job_.paths).probed;
    const auto lists = probed.find(to_string(device_.address));
    if (lists == probed.end()) return;
    for (const auto& list : lists->second) {
      if (list.uncertain) out_.remarks.emplace_back("rmcp_devparam: not alone while it was probed");
      if (!list.uncertain) out_.values.insert(list.values.begin(), list.values.end());
    }
  }

  /// Without the record the card shows as one whose values are not known.
  void record(const PciAddress& address, const state::Probe& probe) const {
    const auto epoch = bindings(device_)[address];
    state::Probes(job_.paths.runtime, job_.boot_id).record(address, epoch, probe).ignore();
  }

  /// The values were those of the whole driver.
  [[nodiscard]] std::vector<std::string> note_others() const {
    std::vector<std::string> told;
    for (const auto& [address, epoch] : bindings(device_)) {
      const auto before = before_.find(address);
      if (address == device_.address || (before != before_.end() && before->second == epoch))
        continue;
      told.push_back(fmt::format("{} was probed at the same time, perhaps with {}",
                                 to_string(address), in_words(set_)));
      record(address, {.values = set_, .uncertain = true});
    }
    return told;
  }

  const Job& job_;
  backend::Backend& backend_;
  JobControl& control_;
  const Device& device_;
  const CardId& card_;
  Bindings before_;
  Values set_;  // in the window
  Rebound out_;
};

}  // namespace

Expected<Rebound> rebind(const Job& job, backend::Backend& backend, JobControl& control,
                         const Device& device, const CardId& card, bool force) {
  auto use = force ? std::string() : device_use(job.paths, device);
  if (!use.empty()) return tl::unexpected(Failure(std::move(use)));
  return Rebinding(job, backend, control, device, card).run();
}

}  // namespace rmcp::engine
