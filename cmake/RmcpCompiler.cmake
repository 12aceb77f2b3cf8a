# What this compiler takes of what the release wants: RMCP_HARDENING, its options, and RMCP_STATIC_RUNTIME.
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)
include(CMakePushCheckState)

# The last two are for some processors only: control-flow protection for x86.
set(RMCP_HARDENING)
foreach(option stack-protector-strong stack-clash-protection cf-protection)
  string(MAKE_C_IDENTIFIER "RMCP_TAKES_${option}" taken)
  check_cxx_compiler_flag(-f${option} ${taken})
  if(${taken})
    list(APPEND RMCP_HARDENING -f${option})
  endif()
endforeach()

# Distributions set it by CXXFLAGS or in the compiler (there only beside -O), and to 3 by now.
set(CMAKE_TRY_COMPILE_CONFIGURATION RelWithDebInfo)
check_cxx_source_compiles("
  #if !defined _FORTIFY_SOURCE || _FORTIFY_SOURCE < 2
  #error
  #endif
  int main() {}" RMCP_IS_FORTIFIED)
unset(CMAKE_TRY_COMPILE_CONFIGURATION)
if(NOT RMCP_IS_FORTIFIED)
  list(APPEND RMCP_HARDENING -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
endif()

# Fedora has the static libstdc++ in a package of its own.
set(RMCP_STATIC_RUNTIME)
if(RMCP_STATIC_CLIENT)
  cmake_push_check_state(RESET)
  set(CMAKE_REQUIRED_LINK_OPTIONS -static-libstdc++ -static-libgcc)
  check_cxx_source_compiles("#include <string>\nint main(int, char** words) { return std::string(words[0]).empty(); }"
                            RMCP_LINKS_STATIC_RUNTIME)
  cmake_pop_check_state()
  if(RMCP_LINKS_STATIC_RUNTIME)
    set(RMCP_STATIC_RUNTIME -static-libstdc++ -static-libgcc)
  else()
    message(STATUS "rmcpctl: libstdc++ is linked shared: there is no static one")
  endif()
endif()
