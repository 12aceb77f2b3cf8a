// SPDX-License-Identifier: MIT
// THE table of settings for the start of programs. Published, and written nowhere.
#include "lib/knobs/codecs/codecs.hpp"
#include "lib/knobs/knob_groups.hpp"

namespace rmcp {
namespace {

constexpr std::string_view kFineGrain[] = {"keep", "hide", "forbid"};
constexpr std::string_view kHostMemory[] = {"as-asked", "coarse"};

constexpr std::string_view kEveryCard = "every card";
constexpr std::string_view kRocr = "every card that ROCr drives";

/// The columns in which rows differ; all of them act when a program starts and are safe to try.
struct ProcessRow {
  std::string_view name;
  KnobKind kind;
  const Codec* codec;
  std::span<const std::string_view> choices = {};
  std::string_view present_on = kEveryCard;
  std::string_view doc;
  std::string_view source;
};

constexpr Knob knob(const ProcessRow& row) {
  return {.name = row.name,
          .kind = row.kind,
          .scope = Scope::process,
          .codec = row.codec,
          .choices = row.choices,
          .activation = Activation::process,
          .risk = always_safe,
          .read_wakes = false,
          .present_on = row.present_on,
          .doc = row.doc,
          .source = row.source};
}

const Knob kProcess[] = {
    knob({.name = "environment.*",
          .kind = KnobKind::environment,
          .codec = &kTextCodec,
          .doc = "A variable for programs on this device; published, not written anywhere.",
          .source = "the program that reads the variable"}),
    knob({.name = "library",
          .kind = KnobKind::library,
          .codec = &kLibraryCodec,
          .doc =
              "The ROCm libraries for programs on this device: a library set, by name; auto, the "
              "best set that is meant for the card; system, the libraries that the loader finds "
              "by itself; none, no opinion: those of the program. See rmcp-library-sets(5).",
          .source = "ld.so(8)"}),
    knob({.name = "compute.enabled",
          .kind = KnobKind::compute,
          .codec = &kFlagCodec,
          .doc = "false keeps programs off the card: those started by rmcpctl run and rmcpctl env, "
                 "services, sessions and containers.",
          .source = "ROCR-Runtime core/runtime/amd_filter_device.cpp (ROCR_VISIBLE_DEVICES)"}),
    knob({.name = "compute.gfx_override",
          .kind = KnobKind::compute,
          .codec = &kGfxOverrideCodec,
          .doc = "Which GPU code the card runs: a version such as 10.3.0 for gfx1030; auto, "
                 "decided at each start by the code that is there and only for cards with the same "
                 "instruction set; off, the card's own. A version is for an older ROCm: one with "
                 "device packages (7.14 and later) then looks for those of that target.",
          .source = "ROCT-Thunk-Interface libhsakmt/src/topology.c:topology_sysfs_get_node_props; "
                    "ROCm/rocm-kpack runtime/src/loader.cpp"}),
    knob({.name = "runtime.fine_grain",
          .kind = KnobKind::runtime,
          .codec = &kChoiceCodec,
          .choices = kFineGrain,
          .present_on = kRocr,
          .doc =
              "Fine-grained (coherent) memory of this device in programs, also that of extended "
              "scope, which ROCr has since 5.7 on all cards but gfx12.0: keep it, hide its "
              "pools, or forbid it: abort on an allocation. A request for what is hidden fails; "
              "by its sources HIP 6.3 and later gives coarse-grained memory instead. Memory from "
              "hipMalloc is coarse-grained anyway.",
          .source = "ROCR-Runtime core/runtime/amd_gpu_agent.cpp:GpuAgent::InitRegionList; "
                    "ROCm/clr rocclr/device/rocm/rocdevice.cpp:deviceLocalAlloc"}),
    knob({.name = "runtime.host_memory",
          .kind = KnobKind::runtime,
          .codec = &kChoiceCodec,
          .choices = kHostMemory,
          .present_on = kRocr,
          .doc = "coarse answers large allocations of host memory from the coarse-grained pool, "
                 "for the whole process: an allocation of host memory does not name a GPU.",
          .source = "ROCm/clr hipamd/src/hip_memory.cpp:hipHostMalloc"}),
    knob(
        {.name = "runtime.record",
         .kind = KnobKind::runtime,
         .codec = &kFlagCodec,
         .present_on = kRocr,
         .doc =
             "true counts the kinds of memory that a program allocates, for rmcpctl inspect --pid.",
         .source = "ROCR-Runtime: hsa_amd_memory_pool_allocate"}),
};

}  // namespace

std::span<const Knob> process_knobs() { return kProcess; }

}  // namespace rmcp
