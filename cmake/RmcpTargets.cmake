# Compiler and linker options of every target of the project.
include(RmcpCompiler)
add_library(rmcp-options INTERFACE)
target_compile_features(rmcp-options INTERFACE cxx_std_20)
# Includes give their path from the top: "lib/gpu/device.hpp". So do generated headers: "daemon/version.hpp".
target_include_directories(rmcp-options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR})
target_compile_options(rmcp-options INTERFACE
  -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wformat=2 -Wundef
  $<$<COMPILE_LANGUAGE:CXX>:-Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual>
  $<$<CXX_COMPILER_ID:GNU>:-Wduplicated-cond -Wlogical-op>
  $<$<BOOL:${RMCP_WERROR}>:-Werror>
  "$<$<CONFIG:RelWithDebInfo>:${RMCP_HARDENING}>")
# In every build, so that tests meet what would abort the installed daemon.
target_compile_definitions(rmcp-options INTERFACE _GLIBCXX_ASSERTIONS)
# Release binaries must not depend on the build folder; with LTO the linker writes debug information, too. (Debug builds
# keep paths that debuggers find.)
set(prefix_maps -ffile-prefix-map=${PROJECT_BINARY_DIR}=build -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
target_compile_options(rmcp-options INTERFACE "$<$<NOT:$<CONFIG:Debug>>:${prefix_maps}>")
target_link_options(rmcp-options INTERFACE "$<$<NOT:$<CONFIG:Debug>>:${prefix_maps}>")
target_link_options(rmcp-options INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)
if(RMCP_SANITIZE)
  target_compile_options(rmcp-options INTERFACE -fsanitize=${RMCP_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(rmcp-options INTERFACE -fsanitize=${RMCP_SANITIZE})
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

# rmcp_library(NAME sources...): a static library rmcp-NAME, alias rmcp::NAME.
function(rmcp_library name)
  add_library(rmcp-${name} STATIC ${ARGN})
  add_library(rmcp::${name} ALIAS rmcp-${name})
  target_link_libraries(rmcp-${name} PUBLIC rmcp-options)
endfunction()

# rmcp_room(NAME [PURE] [USES room...] SOURCES file...): a folder whose sources are one static library, rmcp-NAME, and
# the rooms that it may include. A test compares USES with the includes: tests/rooms. A pure room links only fmt and
# headers, so that most I/O would not link.
function(rmcp_room name)
  cmake_parse_arguments(room "PURE" "" "USES;SOURCES" ${ARGN})
  rmcp_library(${name} ${room_SOURCES})
  target_link_libraries(rmcp-${name} PUBLIC rmcp-fmt tl::expected)
  foreach(used IN LISTS room_USES)
    target_link_libraries(rmcp-${name} PUBLIC rmcp::${used})
  endforeach()
  cmake_path(RELATIVE_PATH CMAKE_CURRENT_SOURCE_DIR BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE folder)
  set(kind edge)
  if(room_PURE)
    set(kind pure)
  endif()
  list(JOIN room_USES " " uses)
  set_property(GLOBAL APPEND PROPERTY RMCP_ROOMS "${folder} ${kind} ${uses}")
endfunction()

# rmcp_starts_fast(TARGET): the loader searches the libraries in the order in which the program names them. Most symbols
# are in libstdc++; searching it first is a tenth less work.
function(rmcp_starts_fast target)
  target_link_options(${target} PRIVATE
    "$<$<NOT:$<CONFIG:Debug>>:SHELL:-Wl,--no-as-needed -lstdc++ -Wl,--as-needed>")
endfunction()

# rmcp_dbus_bindings(TARGET xml...): adaptor and proxy headers from the interface XML, made at
# build time by the installed sdbus-c++ so that one source serves its 1.x and 2.x.
function(rmcp_dbus_bindings target)
  add_library(${target} INTERFACE)
  set(dir ${PROJECT_BINARY_DIR}/dbus-generated)
  foreach(xml IN LISTS ARGN)
    cmake_path(GET xml STEM LAST_ONLY stem)
    set(adaptor ${dir}/${stem}_adaptor.h)
    set(proxy ${dir}/${stem}_proxy.h)
    add_custom_command(OUTPUT ${adaptor} ${proxy}
      COMMAND ${CMAKE_COMMAND} -E make_directory ${dir}
      COMMAND ${RMCP_XML2CPP} ${xml} --adaptor=${adaptor} --proxy=${proxy}
      DEPENDS ${xml} COMMENT "D-Bus bindings of ${stem}" VERBATIM)
    list(APPEND outputs ${adaptor} ${proxy})
  endforeach()
  add_custom_target(${target}-generate DEPENDS ${outputs})
  add_dependencies(${target} ${target}-generate)
  target_include_directories(${target} SYSTEM INTERFACE ${dir})
  target_link_libraries(${target} INTERFACE SDBusCpp::sdbus-c++)
endfunction()

# rmcp_dbus_man_page(PAGE.scd.in xml...): a page whose lines `@INTERFACE@` are replaced by the comments in the XML.
function(rmcp_dbus_man_page template)
  cmake_path(GET template STEM LAST_ONLY source)  # io.github.rmcpd1.5.scd
  set(source ${PROJECT_BINARY_DIR}/man/${source})
  set(script ${PROJECT_SOURCE_DIR}/daemon/dbus/man_page.awk)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/man)
  add_custom_command(OUTPUT ${source}
    COMMAND ${RMCP_AWK} -f ${script} ${ARGN} ${template} > ${source}.new
    COMMAND ${CMAKE_COMMAND} -E rename ${source}.new ${source}
    DEPENDS ${script} ${ARGN} ${template} COMMENT "Reference of the D-Bus interfaces" VERBATIM)
  rmcp_man_page(${source})
endfunction()

# rmcp_man_page(NAME.SECTION.scd): built with scdoc and installed. A page carries the date of the version, not of the
# build, which would make every two builds differ.
set(RMCP_MAN_EPOCH 1795478400)  # 2026-11-24
function(rmcp_man_page source)
  cmake_path(ABSOLUTE_PATH source)
  cmake_path(GET source STEM LAST_ONLY page)  # rmcpd.8
  string(REGEX MATCH "[0-9]$" section ${page})
  set(output ${PROJECT_BINARY_DIR}/man/${page})
  set(script ${PROJECT_SOURCE_DIR}/cmake/man_tables.awk)
  file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/man)
  add_custom_command(OUTPUT ${output}
    COMMAND ${CMAKE_COMMAND} -E env SOURCE_DATE_EPOCH=${RMCP_MAN_EPOCH} ${RMCP_SCDOC} < ${source} > ${output}.raw
    COMMAND ${RMCP_AWK} -f ${script} ${output}.raw > ${output}.new
    COMMAND ${CMAKE_COMMAND} -E rename ${output}.new ${output}  # none rather than half a page
    DEPENDS ${source} ${script} COMMENT "Man page ${page}" VERBATIM)
  add_custom_target(man-${page} ALL DEPENDS ${output})
  install(FILES ${output} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
  set_property(GLOBAL APPEND PROPERTY RMCP_MAN_PAGES ${output})  # for the test of them
endfunction()
