// SPDX-License-Identifier: MIT
// A program that uses ROCr directly, as tests want it. hsa_probe VERB [ARGUMENT...]
#include <dlfcn.h>
#include <hsa/hsa.h>
#include <hsa/hsa_ext_amd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

namespace {

struct Found {
  std::string where, kind;  // "0000:03:00.0" or "host"; as of kind_of()
  hsa_amd_memory_pool_t pool;
};

void check(hsa_status_t status, const char* what) {
  if (status == HSA_STATUS_SUCCESS) return;
  std::printf("%s: 0x%x\n", what, static_cast<unsigned>(status));
  std::exit(3);
}

hsa_agent_info_t amd(int attribute) { return static_cast<hsa_agent_info_t>(attribute); }

std::string where_is(hsa_agent_t agent) {
  hsa_device_type_t type{};
  check(hsa_agent_get_info(agent, HSA_AGENT_INFO_DEVICE, &type), "device type");
  if (type != HSA_DEVICE_TYPE_GPU) return "host";
  std::uint32_t bdf = 0, domain = 0;
  check(hsa_agent_get_info(agent, amd(HSA_AMD_AGENT_INFO_BDFID), &bdf), "address");
  check(hsa_agent_get_info(agent, amd(HSA_AMD_AGENT_INFO_DOMAIN), &domain), "domain");
  char text[32];
  std::snprintf(text, sizeof text, "%04x:%02x:%02x.%x", domain, bdf >> 8, bdf >> 3 & 31, bdf & 7);
  return text;
}

std::string kind_of(std::uint32_t flags) {
  constexpr std::uint32_t kExtendedFine = 8;  // since ROCr 5.7
  if (flags & HSA_AMD_MEMORY_POOL_GLOBAL_FLAG_KERNARG_INIT) return "kernarg";
  if (flags & kExtendedFine) return "extended";
  return flags & HSA_AMD_MEMORY_POOL_GLOBAL_FLAG_FINE_GRAINED ? "fine" : "coarse";
}

hsa_status_t on_pool(hsa_amd_memory_pool_t pool, void* data) {
  auto& list = *static_cast<std::vector<Found>*>(data);
  hsa_amd_segment_t segment{};
  std::uint32_t flags = 0;
  check(hsa_amd_memory_pool_get_info(pool, HSA_AMD_MEMORY_POOL_INFO_SEGMENT, &segment), "segment");
  if (segment != HSA_AMD_SEGMENT_GLOBAL) return HSA_STATUS_SUCCESS;
  check(hsa_amd_memory_pool_get_info(pool, HSA_AMD_MEMORY_POOL_INFO_GLOBAL_FLAGS, &flags), "flags");
  list.push_back({list.back().where, kind_of(flags), pool});
  return HSA_STATUS_SUCCESS;
}

hsa_status_t print_region(hsa_region_t region, void* data) {
  hsa_region_segment_t segment{};
  std::uint32_t flags = 0;
  check(hsa_region_get_info(region, HSA_REGION_INFO_SEGMENT, &segment), "segment");
  if (segment != HSA_REGION_SEGMENT_GLOBAL) return HSA_STATUS_SUCCESS;
  check(hsa_region_get_info(region, HSA_REGION_INFO_GLOBAL_FLAGS, &flags), "flags");
  std::printf("region %s %s\n", static_cast<std::string*>(data)->c_str(), kind_of(flags).c_str());
  return HSA_STATUS_SUCCESS;
}

hsa_status_t on_agent(hsa_agent_t agent, void* data) {
  auto& list = *static_cast<std::vector<Found>*>(data);
  list.push_back({where_is(agent), "agent", {}});
  return hsa_amd_agent_iterate_memory_pools(agent, on_pool, data);
}

std::vector<Found> pools() {
  std::vector<Found> list;
  check(hsa_iterate_agents(on_agent, &list), "agents");
  std::erase_if(list, [](const Found& found) { return found.kind == "agent"; });
  return list;
}

hsa_amd_memory_pool_t pool_of(const std::string& where, const std::string& kind) {
  for (const Found& found : pools())
    if (found.where == where && found.kind == kind) return found.pool;
  std::printf("no %s pool at %s\n", kind.c_str(), where.c_str());
  std::exit(4);
}

void* allocate(hsa_amd_memory_pool_t pool, std::size_t size, std::uint32_t flags = 0) {
  void* address = nullptr;
  check(hsa_amd_memory_pool_allocate(pool, size, flags, &address), "allocate");
  return address;
}

void show_pools() {
  check(hsa_init(), "init");
  for (const Found& found : pools())
    std::printf("pool %s %s\n", found.where.c_str(), found.kind.c_str());
  const auto regions = [](hsa_agent_t agent, void*) {
    std::string where = where_is(agent);
    return hsa_agent_iterate_regions(agent, print_region, &where);
  };
  check(hsa_iterate_agents(regions, nullptr), "agents");
  check(hsa_shut_down(), "shut down");
}

/// Allocates from a pool and keeps it; `words` are the place, the kind, the size and flags.
void allocate_once(const std::vector<std::string>& words) {
  check(hsa_init(), "init");
  const auto flags = words.size() > 4 ? static_cast<std::uint32_t>(std::stoul(words[4])) : 0;
  allocate(pool_of(words[1], words[2]), std::stoull(words[3]), flags);
  std::puts("allocated");
}

void init_again(const std::string& where) {
  for (int i = 0; i < 3; ++i) {
    check(hsa_init(), "init");
    allocate(pool_of(where, "coarse"), 4 << 20);
    check(hsa_shut_down(), "shut down");
  }
}

void two_threads(const std::string& where) {
  check(hsa_init(), "init");
  const auto pool = pool_of(where, "coarse");
  const auto work = [&] {
    for (int i = 0; i < 200; ++i) hsa_amd_memory_pool_free(allocate(pool, 4 << 20));
  };
  std::thread other(work);
  work();
  other.join();
}

/// The child releases what its parent still has.
void fork_child(const std::string& where) {
  check(hsa_init(), "init");
  void* address = allocate(pool_of(where, "coarse"), 4 << 20);
  const pid_t child = ::fork();
  if (child == 0) {
    hsa_amd_memory_pool_free(address);
    ::_exit(0);
  }
  ::waitpid(child, nullptr, 0);
}

/// Keeps what it allocates until its input ends.
void hold(const std::string& where) {
  check(hsa_init(), "init");
  allocate(pool_of(where, "coarse"), 4 << 20);
  std::puts("holding");
  std::fflush(stdout);
  while (std::getchar() != EOF) continue;
}

/// A second copy of ROCr, as a wheel brings one, beside the one that this program is linked to.
void second_copy(const std::string& where, const std::string& file) {
  check(hsa_init(), "init");
  void* first = allocate(pool_of(where, "coarse"), 4 << 20);
  void* copy = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
  if (!copy) std::puts(::dlerror()), std::exit(5);
  auto* init = reinterpret_cast<decltype(&hsa_init)>(::dlsym(copy, "hsa_init"));
  auto* shut_down = reinterpret_cast<decltype(&hsa_shut_down)>(::dlsym(copy, "hsa_shut_down"));
  if (init == &hsa_init) std::exit(5);
  check(init(), "second init");
  check(hsa_amd_memory_pool_free(first), "free");
  allocate(pool_of(where, "coarse"), 8 << 20);
  check(shut_down(), "second shut down");
  std::puts("both");
}

void killed(const std::string& where) {
  check(hsa_init(), "init");
  allocate(pool_of(where, "coarse"), 4 << 20);
  ::kill(::getpid(), SIGKILL);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  const std::string verb = words.empty() ? "" : words[0];
  if (verb == "pools")
    show_pools();
  else if (verb == "allocate" && (words.size() == 4 || words.size() == 5))
    allocate_once(words);
  else if (verb == "again" && words.size() == 2)
    init_again(words[1]);
  else if (verb == "threads" && words.size() == 2)
    two_threads(words[1]);
  else if (verb == "fork" && words.size() == 2)
    fork_child(words[1]);
  else if (verb == "hold" && words.size() == 2)
    hold(words[1]);
  else if (verb == "second" && words.size() == 3)
    second_copy(words[1], words[2]);
  else if (verb == "killed" && words.size() == 2)
    killed(words[1]);
  else
    return 2;
  return 0;
}
