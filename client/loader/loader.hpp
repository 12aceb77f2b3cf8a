// SPDX-License-Identifier: MIT
// The libraries that glibc's ld.so would load for a program, without running it: the rules of
// ld.so(8), in the order of elf/dl-load.c:_dl_map_object. Not modelled: LD_AUDIT, DT_FILTER and
// DT_AUXILIARY, and the subfolders by processor of glibc before 2.33 (tls, haswell, ...).
#pragma once
#include "client/loader/files.hpp"
#include "lib/elf/ld_cache.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rmcp::client {

/// The machine and the environment that a program is started in.
struct LoaderSetup {
  std::string library_path;  // LD_LIBRARY_PATH
  std::string preload;       // LD_PRELOAD
  /// The command on the way to the program that sets them itself, "env": what its caller sets does
  /// not arrive. "" for none.
  std::string library_path_by, preload_by;
  std::string preload_file;  // the text of /etc/ld.so.preload
  elf::LdCache cache;
  std::vector<std::string> default_folders;
  std::vector<std::string> hwcaps;  // best first
  std::string lib;                  // $LIB
  std::string platform;             // $PLATFORM
  std::string working_folder = "/";
  bool secure = false;  // AT_SECURE: the program gets rights that its caller does not have
};

enum class FoundBy {
  program,
  interpreter,
  path,
  rpath,
  library_path,
  runpath,
  cache,
  default_folder
};
std::string_view to_string(FoundBy by);

struct LoadedObject {
  std::string path;
  FileId id;
  elf::ElfFile elf;
  FoundBy by = FoundBy::program;
  std::string whose;                  // rpath, runpath: the object that names the folder
  std::optional<std::size_t> loader;  // the first object that asked for it
  std::string asked;                  // the requested name
  std::string preloaded_by;           // "LD_PRELOAD", "/etc/ld.so.preload"; "" for others
  bool later = false;                 // by dlopen, while the program runs
  std::string reached_by;             // another path that leads to this very file; "" for none
  std::vector<std::string> names;     // under which it is found, so that it is not searched again
};

struct MissingObject {
  std::string name;
  std::string wanted_by;  // path
  std::string reason;     // "not found", or the error in the file
  bool later = false;

  bool operator==(const MissingObject&) const = default;
};

struct LoadResult {
  std::vector<LoadedObject> objects;  // the program first, then in load order
  std::vector<MissingObject> missing;
  std::vector<std::string> notes;  // ignored parts, with the reason
};

/// `program`: a readable ELF file. `later`: files that it will dlopen, in this order.
LoadResult predict(const std::string& program, const std::vector<std::string>& later,
                   const LoaderSetup& setup, Files& files);

}  // namespace rmcp::client
