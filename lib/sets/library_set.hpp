// SPDX-License-Identifier: MIT
// A library set, a named ROCm runtime closure below one prefix: the data of its manifest and the
// findings of its verification.
#pragma once
#include "lib/gpu/code_match.hpp"
#include "lib/gpu/gfx.hpp"
#include "lib/gpu/match.hpp"
#include "lib/text/failure.hpp"
#include "lib/text/origin.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp {

/// A library that a set can have, by its file name without version.
struct LibraryKind {
  std::string_view stem;  // "libamdhip64"
  std::string_view name;  // for people: "HIP"
  enum class Need {
    always,    // required in every set
    if_named,  // only if another library of the set needs it: libhsakmt, if ROCr keeps it outside
    never,     // the set is a whole runtime without it
  } need = Need::never;
};
std::span<const LibraryKind> library_kinds();

/// The kind of a file name or SONAME, or null: `libamdhip64.so.5.2.21153`.
const LibraryKind* library_kind(std::string_view file_name);

/// One file of a set.
struct SetLibrary {
  std::string file;  // relative to the prefix
  std::string soname;
  std::vector<std::string> aliases;  // other names under which programs need it: "libamdhip64.so"
  std::string build_id;              // hex; empty: it has none
  std::string sha256;                // hex
  std::uint64_t size = 0;
  /// If its GPU code is in archives: its name in them, and their paths from its folder, as the
  /// library itself has them: "../.kpack/blas_lib_@GFXARCH@.kpack".
  std::string kpack_name;
  std::vector<std::string> kpack_paths;

  bool operator==(const SetLibrary&) const = default;
};

/// A library below the prefix that does not belong to ROCm, but that the set's libraries need:
/// rocm_sysdeps, an LLVM.
struct SetCompanion {
  std::string file;        // relative to the prefix, under the name in DT_NEEDED
  bool on_system = false;  // the system has a library of this name too

  bool operator==(const SetCompanion&) const = default;
};

/// The gfx targets that a component has code for, as its files name them: `gfx1030`,
/// `gfx90a:xnack-`, `gfx10-3-generic`.
struct SetCode {
  std::string component;  // "rocBLAS", "hipBLASLt", "MIOpen", else the SONAME of the file
  std::vector<std::string> targets;
  // Of code in archives. Each verification looks for it anew: device packages come and go.
  std::vector<std::string> unread = {};  // see FoundCode
  bool in_archives = false;

  bool operator==(const SetCode&) const = default;
};

/// The data of a manifest, not verified.
struct SetManifest {
  std::string name;
  std::string prefix;  // absolute
  std::int64_t priority = 0;
  std::string rocm_version;           // "5.2.0"; empty: not known
  std::optional<unsigned> hip_major;  // of HIP's SONAME; empty if that has no number
  std::vector<SetLibrary> libraries;
  std::vector<SetCode> code;
  /// Likewise databases that only make things faster: MIOpen compiles missing kernels at run time.
  std::vector<SetCode> tuning;
  std::string glibc;    // the highest GLIBC_ version that is needed: "2.34"
  std::string glibcxx;  // likewise GLIBCXX_: "3.4.30"
  std::map<std::string, std::string> environment;
  std::optional<Match> match;  // of devices that get it by default; empty: none do
  Origin origin;               // the manifest
};

enum class SetState {
  ok,
  degraded,     // can be used; something other than the runtime itself is not as it should be
  broken,       // nothing is exported from it
  unreachable,  // its prefix does not answer; likewise, until it does
};
std::string_view to_string(SetState state);
std::optional<SetState> parse_set_state(std::string_view word);

/// The findings of the verification below the prefix.
struct SetFindings {
  SetState state = SetState::ok;
  std::vector<std::string> reasons;  // why it is not ok, the worst first
  std::vector<SetCompanion> companions;
  /// Folders of kernels and archives that the libraries look for, relative to the prefix.
  std::vector<std::string> data = {};
  /// Variables that name these folders, for libraries that are mounted elsewhere.
  std::map<std::string, std::string> data_variables = {};
  /// A file in one of its folders, relative to the prefix, of another system's C or C++ run time;
  /// empty: none. No program may search these folders then: it would abort at its start.
  std::string foreign_runtime;
  /// The folder that programs search in place of the prefix then: links to the set's own files at
  /// the same relative paths, which rmcpd keeps. Empty: none is needed, or it is missing.
  std::string links;
  /// Existing absolute paths below the prefix that exports ask about: callers that must not wait
  /// need not look again.
  std::vector<std::string> present;

  /// Something may be exported from the set.
  [[nodiscard]] bool usable() const { return state == SetState::ok || state == SetState::degraded; }
  bool operator==(const SetFindings&) const = default;
};

struct LibrarySet : SetManifest {
  SetFindings found;
};

/// The reason why a set cannot have this name.
Failure check_set_name(std::string_view name);

/// The library of this kind ("libamdhip64"), or null.
const SetLibrary* find_library(const SetManifest& set, std::string_view stem);

/// The set of this name, or null.
const LibrarySet* find_set(std::span<const LibrarySet> sets, std::string_view name);

/// The folders of its libraries, absolute, each once.
std::vector<std::string> library_folders(const SetManifest& set);

/// The folders of its companions, absolute, each once.
std::vector<std::string> companion_folders(const LibrarySet& set);

/// The GPU code of all components.
FoundCode code_of(const SetManifest& set);

/// Whether a component ("rocBLAS") has its code in archives, which it finds only from its own
/// place.
bool is_in_archives(const SetManifest& set, std::string_view component);

/// Why programs cannot search the set's folders; empty: they can.
std::string why_not_searched(const LibrarySet& set);

/// The path of a file of the set as programs find it: below the prefix or the folder of links.
std::string searched_path(const LibrarySet& set, std::string_view file);

/// The path is below one of the two.
bool is_found_in(const LibrarySet& set, std::string_view path);

/// The folders for LD_LIBRARY_PATH, likewise: of its libraries, of its companions. None if programs
/// cannot search them.
std::vector<std::string> search_folders(const LibrarySet& set);
std::vector<std::string> companion_search_folders(const LibrarySet& set);

/// Components that have GPU code, but none that runs on this GPU, not even under an override.
std::vector<std::string> components_without(const SetManifest& set, const GfxTarget& gfx);

/// Components whose code runs on this GPU only if the runtime takes it for another one
/// (HSA_OVERRIDE_GFX_VERSION, see stand_in_for).
std::vector<std::string> components_with_override(const SetManifest& set, const GfxTarget& gfx);

}  // namespace rmcp
