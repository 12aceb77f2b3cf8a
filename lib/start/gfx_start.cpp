// SPDX-License-Identifier: MIT
// Decides by the setting `compute.gfx_override` (auto, off or a version), and sets the variable for
// one node, for all or not at all.
#include "lib/start/gfx_start.hpp"

#include "lib/gpu/code_match.hpp"
#include "lib/gpu/device_package.hpp"
#include "lib/gpu/gfx_override.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace rmcp {
namespace {

using Kind = GfxDecision::Kind;

constexpr std::string_view kSetting = "compute.gfx_override";
constexpr std::string_view kVariable = "HSA_OVERRIDE_GFX_VERSION";
constexpr std::string_view kByHand = "environment.HSA_OVERRIDE_GFX_VERSION";

/// ROCm's own packages are known by name, those of other makers are not.
std::string package_text(const GfxTarget& gfx, const ProcessRuntime& runtime) {
  return runtime.is_rocm && has_device_package(gfx)
             ? ": install the device package " + device_package(gfx)
             : std::string();
}

/// Neither the card's code nor that of its stand-in is there.
std::string why_no_code(const GfxTarget& gfx, const ProcessRuntime& runtime) {
  const auto name = to_string(gfx);
  if (runtime.code->in_archives && runtime.ability.archives == false)
    return fmt::format("the code of {} is in archives, which its HIP does not know", runtime.from);
  if (runtime.code->in_archives)
    return fmt::format("{} has no code for {} installed{}", runtime.from, name,
                       package_text(gfx, runtime));
  return fmt::format("{} has no code that {} can run: get a build with such code", runtime.from,
                     name);
}

std::string why_stand_in(const GfxTarget& gfx, const ProcessRuntime& runtime,
                         const std::string& target) {
  const auto name = to_string(gfx);
  auto out = fmt::format("{} has code for {}, which {} can run, and none for {}", runtime.from,
                         target, name, name);
  if (runtime.code->in_archives) out += " installed" + package_text(gfx, runtime);
  return out;
}

/// auto, if the code is known.
GfxDecision decide_by_code(const GfxTarget& gfx, const ProcessRuntime& runtime) {
  const auto match = match_code(gfx, *runtime.code, runtime.ability);
  switch (match.fit) {
    case CodeFit::native:
    case CodeFit::generic:
    case CodeFit::portable:
    case CodeFit::sibling:
      return {Kind::own, "", fmt::format("{} has code for {}", runtime.from, match.target)};
    case CodeFit::stand_in:
      return {Kind::other, override_value(*stand_in_for(gfx)),
              why_stand_in(gfx, runtime, match.target)};
    case CodeFit::unknown:
      return {Kind::silent, "",
              fmt::format("the code for {} in {} could not be read", to_string(gfx), runtime.from)};
    case CodeFit::none:
      break;
  }
  return {Kind::own, "", why_no_code(gfx, runtime)};
}

GfxDecision decide_auto(const ProcessDevice& device, const ProcessRuntime& runtime) {
  if (!device.gfx) return {Kind::silent, "", "the gfx target is not known"};
  if (runtime.code) return decide_by_code(*device.gfx, runtime);
  const auto stand_in = stand_in_for(*device.gfx);
  if (!stand_in)
    return {Kind::own, "", fmt::format("no other code runs on {}", to_string(*device.gfx))};
  return {Kind::silent, "",
          fmt::format("no GPU code was found to decide by; name the folder with --target, or set "
                      "{} = \"{}\"",
                      kSetting, override_value(*stand_in))};
}

std::vector<unsigned> node_numbers(const ProcessDevice& device, const KfdView& view) {
  std::vector<unsigned> numbers;
  for (unsigned i = 0; i < view.nodes.size(); ++i) {
    const auto& node = view.nodes[i];
    const auto& minors = device.render_minors;
    if (node.gpu && std::find(minors.begin(), minors.end(), node.render_minor) != minors.end())
      numbers.push_back(i);
  }
  return numbers;
}

class Overrides {
 public:
  Overrides(const ProcessRequest& request, ProcessEnvironment& out)
      : request_(request), out_(out) {}

  bool add() {
    for (const auto& device : request_.devices) {
      auto decision = decide_gfx(device, request_.runtime);
      if (!decision.why.empty() && decision.kind != Kind::other)
        out_.notes.push_back(fmt::format("{}: no {}: {}", device.label, kVariable, decision.why));
      decisions_.push_back(std::move(decision));
    }
    const auto wants = [](const GfxDecision& d) { return d.kind == Kind::other; };
    const auto others = std::count_if(decisions_.begin(), decisions_.end(), wants);
    const bool all_alike = others == std::ssize(decisions_) && agree();
    if (others == 0)
      clear();
    else if (numbered_is_possible())
      add_numbered();
    else if (all_alike)
      add_for_all();
    else
      return refuse();
    return true;
  }

 private:
  /// Indices of nodes are valid only for a process that is about to start, or in a container.
  [[nodiscard]] bool numbered_is_possible() const {
    return knows_numbered_override(request_.runtime) && (!request_.lasting || request_.alone);
  }

  [[nodiscard]] bool agree() const {
    return std::all_of(decisions_.begin(), decisions_.end(), [&](const GfxDecision& d) {
      return d.version == decisions_.front().version;
    });
  }

  /// For when the card's own code is right on all of them: a forgotten line in a shell's start-up
  /// file has to go.
  void clear() {
    if (any_is_silent()) return;
    out_.unset.emplace(kVariable, decisions_.front().why);
    unset_numbered();
  }

  /// The inherited value has to stay: no setting asks for another.
  [[nodiscard]] bool any_is_silent() const {
    return std::any_of(decisions_.begin(), decisions_.end(),
                       [](const GfxDecision& d) { return d.kind == Kind::silent; });
  }

  /// The numbered variable overrides the other one.
  void unset_numbered() {
    if (request_.lasting && !request_.alone) return;
    for (std::size_t i = 0; i < decisions_.size(); ++i)
      for (const auto node : node_numbers(request_.devices[i], request_.view))
        out_.unset.emplace(fmt::format("{}_{}", kVariable, node), decisions_[i].why);
  }

  void add_numbered() {
    if (!any_is_silent())
      out_.unset.emplace(kVariable, "the numbered variable sets it for one card alone");
    for (std::size_t i = 0; i < decisions_.size(); ++i) {
      const auto& device = request_.devices[i];
      for (const auto node : node_numbers(device, request_.view)) {
        auto name = fmt::format("{}_{}", kVariable, node);
        if (decisions_[i].kind == Kind::other)
          out_.set.push_back({std::move(name), decisions_[i].version, decisions_[i].why});
        else if (decisions_[i].kind == Kind::own)
          out_.unset.emplace(std::move(name), decisions_[i].why);
      }
    }
  }

  void add_for_all() {
    if (others_would_be_hit()) {
      out_.notes.push_back(
          fmt::format("{}: no {} = {}: without an index the card cannot be told from the other "
                      "GPUs, and the variable would apply to them too",
                      request_.devices.front().label, kVariable, decisions_.front().version));
      return;
    }
    unset_numbered();
    out_.set.push_back(
        {std::string(kVariable), decisions_.front().version, decisions_.front().why});
  }

  /// With lasting variables a card without a UUID cannot be selected, so the process sees all of
  /// them.
  [[nodiscard]] bool others_would_be_hit() const {
    if (!request_.lasting || request_.alone) return false;
    const bool selected = out_.find("ROCR_VISIBLE_DEVICES") != nullptr;
    const auto gpus = std::count_if(request_.view.nodes.begin(), request_.view.nodes.end(),
                                    [](const KfdView::Node& node) { return node.gpu; });
    std::size_t own = 0;
    for (const auto& device : request_.devices) own += device.render_minors.size();
    return !selected && static_cast<std::size_t>(gpus) > own;
  }

  [[nodiscard]] std::string setting_text(std::size_t i) const {
    const auto& d = decisions_[i];
    return fmt::format("{} {}", request_.devices[i].label,
                       d.kind == Kind::other ? "needs " + d.version : "needs none");
  }

  bool refuse() {
    std::string settings = setting_text(0);
    for (std::size_t i = 1; i < decisions_.size(); ++i) settings += ", " + setting_text(i);
    return out_.fail(Obstacle::overrides_differ,
                     fmt::format("{}: {}; one variable applies to all GPUs of a process{}",
                                 kVariable, settings, request_.lasting ? "" : why_not_numbered()));
  }

  [[nodiscard]] std::string why_not_numbered() const {
    const auto& version = request_.runtime.version;
    const auto& numbered = request_.runtime.numbered;
    if (!version.empty() && !numbered)
      return fmt::format(" in ROCm {}; since 6.3 each GPU can have its own", version);
    if (!numbered) return " unless it is ROCm 6.3 or later, and the version here is not known";
    return fmt::format(
        " in this ROCm{}, whose thunk reads no other; since 6.3 each GPU can have its own",
        version.empty() ? "" : " " + version);
  }

  const ProcessRequest& request_;
  ProcessEnvironment& out_;
  std::vector<GfxDecision> decisions_;
};

}  // namespace

bool knows_numbered_override(const ProcessRuntime& runtime) {
  if (runtime.numbered) return *runtime.numbered;
  unsigned major = 0, minor = 0;
  const auto* end = runtime.version.data() + runtime.version.size();
  const auto [dot, error] = std::from_chars(runtime.version.data(), end, major);
  if (error != std::errc() || dot == end || *dot != '.') return false;
  std::from_chars(dot + 1, end, minor);
  return major > 6 || (major == 6 && minor >= 3);
}

GfxDecision decide_gfx(const ProcessDevice& device, const ProcessRuntime& runtime) {
  const auto setting = device.setting(kSetting);
  const auto by_hand = device.setting(kByHand);
  if (!by_hand.empty())
    return {Kind::silent, "", setting.empty() ? "" : fmt::format("{} says {}", kByHand, by_hand)};
  if (setting.empty()) return {};
  if (setting == "off") return {Kind::own, "", fmt::format("{} = \"off\"", kSetting)};
  if (setting == "auto") return decide_auto(device, runtime);
  return {Kind::other, std::string(setting), fmt::format("{} = \"{}\"", kSetting, setting)};
}

bool add_gfx_overrides(const ProcessRequest& request, ProcessEnvironment& environment) {
  return Overrides(request, environment).add();
}

}  // namespace rmcp
