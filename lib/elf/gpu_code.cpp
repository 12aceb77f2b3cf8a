// SPDX-License-Identifier: MIT
// Finds sections with libelf, and compares their names in place.
#include "lib/elf/gpu_code.hpp"

#include "lib/elf/code_in_parts.hpp"
#include "lib/elf/elf_handle.hpp"
#include "lib/elf/gfx_processors.hpp"
#include "lib/elf/offload_bundle.hpp"

#include <fmt/format.h>

#include <gelf.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <utility>

namespace rmcp::elf {
namespace {

constexpr std::string_view kElfMagic(ELFMAG, SELFMAG);
/// Object files have a section for each target, with the entry's id in its name.
constexpr std::string_view kSectionPrefix = "__CLANG_OFFLOAD_BUNDLE__";

/// The text at an offset, up to its NUL; "" if there is none within reach.
std::string_view text_at(std::string_view file, std::uint64_t at) {
  if (at >= file.size()) return {};
  const auto rest = file.substr(at, 512);
  const auto end = rest.find('\0');
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

std::string_view section_bytes(std::string_view file, const GElf_Shdr& section) {
  if (section.sh_type == SHT_NOBITS || section.sh_offset > file.size()) return {};
  return file.substr(section.sh_offset, section.sh_size);
}

class Search {
 public:
  explicit Search(std::string_view file) : file_(file) {}
  Search(std::string_view file, std::function<void(std::string_view)> passed) : file_(file) {
    scan_.passed = std::move(passed);
  }

  GpuCode run() {
    if (starts_bundle(file_)) {
      scan_bundles(file_, scan_);
    } else if (file_.starts_with(kElfMagic)) {
      search_elf();
    }
    GpuCode out;
    out.targets.assign(scan_.targets.begin(), scan_.targets.end());
    out.problems.assign(scan_.problems.begin(), scan_.problems.end());
    out.bundles = scan_.bundles;
    out.outside = outside_;
    out.reference = std::move(reference_);
    return out;
  }

 private:
  void problem(std::string text) { scan_.problems.insert(std::move(text)); }

  void search_elf() {
    GElf_Ehdr header;
    if (!open(header)) return problem("its ELF headers are damaged");
    if (header.e_machine == EM_AMDGPU) return read_code_object(header);
    // The count is elsewhere then (see read_elf), or there are no sections.
    if (header.e_shnum == 0) {
      if (header.e_type != ET_CORE)
        problem("it has no section headers: GPU code in it would not be found");
      return;
    }
    search_sections(header);
  }

  bool open(GElf_Ehdr& header) {
    elf_version(EV_CURRENT);
    // libelf reserves memory for each section; without a count in the header it would trust the
    // file.
    if (counts_sections_elsewhere()) return false;
    // libelf does not write to its input; the interface has no const.
    elf_.reset(elf_memory(const_cast<char*>(file_.data()), file_.size()));
    return elf_ && elf_kind(elf_.get()) == ELF_K_ELF &&
           gelf_getehdr(elf_.get(), &header) != nullptr;
  }

  [[nodiscard]] bool counts_sections_elsewhere() const {
    const bool wide = file_.size() > EI_CLASS && file_[EI_CLASS] == ELFCLASS64;
    const auto count = wide ? offsetof(Elf64_Ehdr, e_shnum) : offsetof(Elf32_Ehdr, e_shnum);
    const auto place = wide ? offsetof(Elf64_Ehdr, e_shoff) : offsetof(Elf32_Ehdr, e_shoff);
    if (file_.size() < (wide ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr))) return true;
    return file_.substr(count, 2) == std::string_view("\0\0", 2) &&
           file_.substr(place, wide ? 8 : 4).find_first_not_of('\0') != std::string_view::npos;
  }

  void read_code_object(const GElf_Ehdr& header) {
    auto target = target_of_flags(header.e_flags, header.e_ident[EI_ABIVERSION]);
    if (target.empty())
      return problem(
          fmt::format("code for an unknown GPU (EF_AMDGPU_MACH {:#04x})", header.e_flags & 0xff));
    scan_.targets.insert(std::move(target));
  }

  void search_sections(const GElf_Ehdr& header) {
    GElf_Shdr names;
    auto* table = elf_getscn(elf_.get(), header.e_shstrndx);
    if (header.e_shstrndx == SHN_UNDEF || table == nullptr ||
        gelf_getshdr(table, &names) == nullptr)
      return problem("it has no names of sections: GPU code in it would not be found");
    for (auto* at = elf_nextscn(elf_.get(), nullptr); at != nullptr;
         at = elf_nextscn(elf_.get(), at)) {
      GElf_Shdr section;
      if (gelf_getshdr(at, &section) == nullptr) return problem("its section headers are damaged");
      const auto name = text_at(file_, names.sh_offset + section.sh_name);
      if (name == ".hip_fatbin") code_sections_.push_back(section);
      if (name == ".rocm_kpack_ref") read_reference(section);
      if (name.starts_with(kSectionPrefix)) {
        auto target = target_of_entry_id(name.substr(kSectionPrefix.size()));
        if (!target.empty()) scan_.targets.insert(std::move(target));
      }
    }
    // The tool that moves the code out zeroes whole pages of .hip_fatbin: the header of a bundle
    // may be left (rocm-kpack python/rocm_kpack/elf/zero_page.py).
    if (!outside_) scan_sections();
  }

  void scan_sections() {
    // Overlapping sections would be scanned again and again.
    if (code_sections_.size() > 16)
      return problem("it has more sections with GPU code than any file needs");
    for (const auto& section : code_sections_) {
      // The same tool leaves no bytes of it in the file.
      if (section.sh_type != SHT_NOBITS && is_cut_off(section))
        problem("its section .hip_fatbin is cut off");
      scan_bundles(section_bytes(file_, section), scan_);
    }
  }

  void read_reference(const GElf_Shdr& section) {
    outside_ = true;
    auto found = parse_kpack_reference(section_bytes(file_, section));
    if (found)
      reference_ = std::move(*found);
    else
      problem("its section .rocm_kpack_ref, which names the archives of its GPU code: " +
              found.error().text);
  }

  [[nodiscard]] bool is_cut_off(const GElf_Shdr& section) const {
    return section.sh_offset > file_.size() || section.sh_size > file_.size() - section.sh_offset;
  }

  std::string_view file_;
  ElfHandle elf_;
  BundleScan scan_;
  std::vector<GElf_Shdr> code_sections_;
  bool outside_ = false;
  std::optional<KpackReference> reference_;
};

/// The pages that lie within these bytes of a mapped file. They can be read again.
void drop_pages(std::string_view bytes) {
  const auto page = static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE));
  const auto begin = reinterpret_cast<std::uintptr_t>(bytes.data());
  const auto first = (begin + page - 1) / page * page;
  const auto end = (begin + bytes.size()) / page * page;
  // No harm if it fails: they take up memory for longer.
  if (first < end) ::madvise(reinterpret_cast<void*>(first), end - first, MADV_DONTNEED);
}

}  // namespace

GpuCode find_gpu_code(std::string_view file) { return Search(file).run(); }

Expected<GpuCode> read_gpu_code(int fd) {
  struct stat info {};
  if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
    return tl::unexpected(std::string("not a regular file"));
  if (info.st_size == 0) return GpuCode{};
  // Most libraries need no search: each bundle tells where the next one begins.
  auto parts = read_gpu_code_in_parts(fd);
  if (parts.outside || (parts.bundles != 0 && parts.problems.empty())) return parts;
  const auto size = static_cast<std::size_t>(info.st_size);
  void* const mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
  if (mapped == MAP_FAILED) return tl::unexpected(std::string("it cannot be mapped into memory"));
  auto out = Search(std::string_view(static_cast<const char*>(mapped), size), drop_pages).run();
  ::munmap(mapped, size);
  return out;
}

std::string_view processor_of(std::string_view target) {
  return target.substr(0, target.find(':'));
}

}  // namespace rmcp::elf
