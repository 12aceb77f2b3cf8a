// SPDX-License-Identifier: MIT
// Which cards, which libraries, which variables; and where two cards do not go together.
#include "lib/start/process_environment.hpp"

#include "lib/start/default_devices.hpp"
#include "lib/start/gfx_start.hpp"
#include "lib/start/runtime_policy.hpp"
#include "lib/text/path_list.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace rmcp {
namespace {

constexpr std::string_view kSelect = "ROCR_VISIBLE_DEVICES";
/// They count what kSelect leaves, or mean the same by another name.
constexpr std::string_view kOtherSelectors[] = {"HIP_VISIBLE_DEVICES", "CUDA_VISIBLE_DEVICES",
                                                "GPU_DEVICE_ORDINAL"};

/// `a:b` without empty elements, which would stand for the working directory.
class Maker {
 public:
  explicit Maker(const ProcessRequest& request) : request_(request) {}

  ProcessEnvironment make() {
    using Part = void (Maker::*)();
    for (const Part part :
         {&Maker::check_devices, &Maker::add_selection, &Maker::add_library, &Maker::add_variables,
          &Maker::add_override, &Maker::add_runtime, &Maker::add_databases}) {
      if (out_.error.empty()) (this->*part)();
    }
    return finish();
  }

 private:
  // --- may they be used at all ---

  void check_devices() {
    if (request_.devices.empty()) out_.error = "no device to start a program on";
    for (const auto& device : request_.devices) {
      if (const auto why = why_not_computing(device); !why.empty()) return fail(device, why);
      if (!device.library_problem.empty()) return fail(device, device.library_problem);
    }
  }

  // --- which cards ---

  void add_selection() {
    if (request_.alone) return;
    std::vector<std::string> names;
    for (const auto& device : request_.devices) {
      if (auto uuid = uuid_of(device); !uuid.empty()) {
        names.push_back(std::move(uuid));
      } else if (request_.lasting) {
        out_.notes.push_back(
            fmt::format("{}: it has no unique id, so that only an index could "
                        "select it, and indices change with every plug",
                        device.label));
        return;
      } else if (!add_indices(device, names)) {
        return fail(device, "KFD does not show it to this process");
      }
    }
    set(kSelect, fmt::format("{}", fmt::join(names, ",")), selection_reason());
    for (const auto other : kOtherSelectors)
      out_.unset.emplace(other, fmt::format("{} decides", kSelect));
  }

  /// A unique id names no single GPU where a card is split into partitions.
  /// (ROCR-Runtime core/runtime/amd_filter_device.cpp)
  static std::string uuid_of(const ProcessDevice& device) {
    const bool one = device.render_minors.size() == 1;
    return device.unique_id && one ? fmt::format("GPU-{:016x}", *device.unique_id) : std::string();
  }

  bool add_indices(const ProcessDevice& device, std::vector<std::string>& names) const {
    bool found = false;
    unsigned index = 0;
    for (const auto& node : request_.view.nodes) {
      if (!node.gpu) continue;
      const auto& minors = device.render_minors;
      if (std::find(minors.begin(), minors.end(), node.render_minor) != minors.end()) {
        names.push_back(fmt::format("{}", index));
        found = true;
      }
      ++index;
    }
    return found;
  }

  std::string selection_reason() const {
    std::vector<std::string> labels;
    for (const auto& device : request_.devices) labels.push_back(device.label);
    return fmt::format("{}", fmt::join(labels, ", "));
  }

  // --- which libraries ---

  void add_library() {
    const auto& first = request_.devices.front();
    for (const auto& device : request_.devices) {
      if (set_name(device) == set_name(first)) continue;
      out_.error = fmt::format("{} gets {}, {} gets {}: a process has one ROCm", first.label,
                               library_words(first), device.label, library_words(device));
      return;
    }
    if (!first.set) return;
    const auto inherited = request_.inherited.find("LD_LIBRARY_PATH");
    set("LD_LIBRARY_PATH",
        put_before(library_folders(*first.set),
                   inherited == request_.inherited.end() ? "" : inherited->second),
        library_words(first));
    for (const auto& [name, value] : first.set->environment) set(name, value, library_words(first));
  }

  static std::string set_name(const ProcessDevice& device) {
    return device.set ? device.set->name : std::string();
  }

  static std::string library_words(const ProcessDevice& device) {
    return device.set ? fmt::format("library set {}", device.set->name) : "no library set";
  }

  // --- which variables ---

  void add_variables() {
    const auto& first = request_.devices.front();
    const auto variables = environment_of(first.published);
    for (const auto& device : request_.devices) {
      const auto theirs = environment_of(device.published);
      if (theirs == variables) continue;
      return disagree(first, variables, device, theirs);
    }
    for (const auto& [name, value] : variables) {
      if (selects_cards(name))
        out_.notes.push_back(
            fmt::format("environment.{} is left out: which cards the program sees "
                        "is decided here",
                        name));
      else
        set(name, value, "environment." + name);
    }
  }

  static bool selects_cards(std::string_view name) {
    const auto* end = std::end(kOtherSelectors);
    return name == kSelect || std::find(std::begin(kOtherSelectors), end, name) != end;
  }

  using Variables = std::map<std::string, std::string>;

  void disagree(const ProcessDevice& a, const Variables& of_a, const ProcessDevice& b,
                const Variables& of_b) {
    Variables all = of_a;
    all.insert(of_b.begin(), of_b.end());
    for (const auto& [name, value] : all) {
      const auto in_a = words(of_a, name), in_b = words(of_b, name);
      if (in_a == in_b) continue;
      out_.error =
          fmt::format("environment.{}: {} has {}, {} has {}; a process has one environment", name,
                      a.label, in_a, b.label, in_b);
      return;
    }
  }

  static std::string words(const Variables& variables, const std::string& name) {
    const auto it = variables.find(name);
    return it == variables.end() ? "none" : fmt::format("\"{}\"", it->second);
  }

  void add_override() { add_gfx_overrides(request_, out_); }

  // --- the runtime patch ---

  void add_runtime() {
    RuntimePolicy policy;
    for (const auto& device : request_.devices) {
      FineGrain fine = FineGrain::keep;
      if (parse_word(setting(device, "runtime.fine_grain"), fine) && fine != FineGrain::keep)
        policy.set_fine_grain(device.address, fine);
      HostMemory host = HostMemory::as_asked;
      parse_word(setting(device, "runtime.host_memory"), host);
      if (&device != &request_.devices.front() && host != policy.host_memory)
        return fail(device,
                    "runtime.host_memory holds for a whole process, and the devices differ");
      policy.host_memory = host;
      policy.record |= setting(device, "runtime.record") == "true";
    }
    if (policy.empty()) return;
    if (request_.hsa_tool.empty()) {
      out_.notes.emplace_back(
          "runtime.*: librmcp-hsa.so is not installed, so nothing of it is done");
      return;
    }
    constexpr auto kWhy = "runtime.*";
    set(kRuntimePolicyVariable, to_string(policy), kWhy);
    const auto inherited = request_.inherited.find("HSA_TOOLS_LIB");
    const bool more = inherited != request_.inherited.end() && !inherited->second.empty() &&
                      inherited->second.find(request_.hsa_tool) == std::string::npos;
    set("HSA_TOOLS_LIB", request_.hsa_tool + (more ? " " + inherited->second : ""), kWhy);
    set("HSA_TOOLS_ROCPROFILER_V1_TOOLS", "1",
        "else a runtime with rocprofiler-register does not load HSA_TOOLS_LIB");
  }

  // --- MIOpen's databases ---

  /// Choices that MIOpen keeps are wrong for another runtime or under another name of the GPU.
  void add_databases() {
    const auto& first = request_.devices.front();
    std::string as;
    for (const auto& variable : out_.set) {
      if (variable.name.starts_with("HSA_OVERRIDE_GFX_VERSION")) as = "-as-" + variable.value;
    }
    if (request_.cache_folder.empty() || (!first.set && as.empty())) return;
    std::vector<std::string> targets;
    for (const auto& device : request_.devices)
      targets.push_back(device.gfx ? to_string(*device.gfx) : "gfx");
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    const auto folder =
        fmt::format("{}/rmcp/miopen/{}/{}{}", request_.cache_folder,
                    first.set ? first.set->name : "program", fmt::join(targets, "+"), as);
    constexpr auto kWhy = "what MIOpen learns holds for this runtime and target only";
    for (const auto* name : {"MIOPEN_USER_DB_PATH", "MIOPEN_CUSTOM_CACHE_DIR"})
      if (out_.find(name) == nullptr) set(name, folder, kWhy);
  }

  // --- parts ---

  static std::string_view setting(const ProcessDevice& device, std::string_view name) {
    const auto it = device.published.find(name);
    return it == device.published.end() ? std::string_view() : std::string_view(it->second);
  }

  void set(std::string_view name, std::string value, std::string why) {
    if (value.empty()) return;
    std::erase_if(out_.set, [&](const auto& variable) { return variable.name == name; });
    out_.set.push_back({std::string(name), std::move(value), std::move(why)});
  }

  void fail(const ProcessDevice& device, std::string_view why) {
    out_.error = fmt::format("{}: {}", device.label, why);
  }

  ProcessEnvironment finish() {
    if (!out_.error.empty()) {
      out_.set.clear();
      out_.unset.clear();
    }
    std::sort(out_.set.begin(), out_.set.end(),
              [](const auto& a, const auto& b) { return a.name < b.name; });
    for (const auto& variable : out_.set) out_.unset.erase(variable.name);
    return std::move(out_);
  }

  const ProcessRequest& request_;
  ProcessEnvironment out_;
};

}  // namespace

const ProcessEnvironment::Variable* ProcessEnvironment::find(std::string_view name) const {
  const auto it = std::find_if(set.begin(), set.end(),
                               [&](const Variable& variable) { return variable.name == name; });
  return it == set.end() ? nullptr : &*it;
}

std::map<std::string, std::string> environment_of(const Published& published) {
  constexpr std::string_view kGroup = "environment.";
  std::map<std::string, std::string> variables;
  for (const auto& [name, value] : published) {
    if (name.starts_with(kGroup)) variables.emplace(name.substr(kGroup.size()), value);
  }
  return variables;
}

ProcessEnvironment make_environment(const ProcessRequest& request) { return Maker(request).make(); }

}  // namespace rmcp
