# Every dependency of the project, found in one place.
find_package(PkgConfig REQUIRED)
find_package(sdbus-c++ REQUIRED)
find_package(fmt REQUIRED)
find_package(tl-expected REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
pkg_check_modules(UDEV REQUIRED IMPORTED_TARGET libudev)
pkg_check_modules(DRM REQUIRED IMPORTED_TARGET libdrm)
pkg_check_modules(ELF REQUIRED IMPORTED_TARGET libelf)
pkg_check_modules(MD REQUIRED IMPORTED_TARGET libmd)  # SHA-256 without a crypto library
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(ZSTD REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(YAMLCPP REQUIRED IMPORTED_TARGET yaml-cpp)
find_package(spdlog REQUIRED)
pkg_check_modules(TOMLPP REQUIRED tomlplusplus)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)

# As headers they keep two shared objects out of programs that run all the time or for a moment; as libraries they make
# each compiler run a third shorter, which the developers' presets want.
option(RMCP_HEADER_ONLY "Take fmt and spdlog from headers instead of shared libraries" ON)
add_library(rmcp-fmt INTERFACE)
add_library(rmcp-spdlog INTERFACE)
if(RMCP_HEADER_ONLY)
  target_link_libraries(rmcp-fmt INTERFACE fmt::fmt-header-only)
  # Not spdlog::spdlog_header_only: it would link fmt's library again.
  target_include_directories(rmcp-spdlog SYSTEM INTERFACE
    $<TARGET_PROPERTY:spdlog::spdlog_header_only,INTERFACE_INCLUDE_DIRECTORIES>)
  target_compile_definitions(rmcp-spdlog INTERFACE SPDLOG_FMT_EXTERNAL)
  target_link_libraries(rmcp-spdlog INTERFACE rmcp-fmt Threads::Threads)
else()
  target_link_libraries(rmcp-fmt INTERFACE fmt::fmt)
  target_link_libraries(rmcp-spdlog INTERFACE spdlog::spdlog)
endif()

# Always from headers: two files of the project see it, and rmcpctl loads nothing for it.
add_library(rmcp-tomlplusplus INTERFACE)
target_include_directories(rmcp-tomlplusplus SYSTEM INTERFACE ${TOMLPP_INCLUDE_DIRS})
target_compile_definitions(rmcp-tomlplusplus INTERFACE TOML_HEADER_ONLY=1)

find_program(RMCP_XML2CPP sdbus-c++-xml2cpp REQUIRED)
if(RMCP_BUILD_MAN)
  find_program(RMCP_SCDOC scdoc REQUIRED)
  find_program(RMCP_AWK NAMES awk mawk gawk REQUIRED)
endif()
if(RMCP_BUILD_TESTS)
  find_package(GTest REQUIRED)
  pkg_check_modules(UMOCKDEV REQUIRED IMPORTED_TARGET umockdev-1.0)
  pkg_check_modules(GIO REQUIRED IMPORTED_TARGET gio-2.0)  # comes with umockdev
  pkg_check_modules(FUSE IMPORTED_TARGET fuse3)  # attributes that answer; without it such tests are skipped
endif()
