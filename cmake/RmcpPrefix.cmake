# Where it is installed: below /usr, with the administrator's files in /etc. systemd, the system bus and the daemon itself
# (lib/sys/paths.hpp) look there alone. Also a script: cmake -DCMAKE_INSTALL_PREFIX=PREFIX -P cmake/RmcpPrefix.cmake
option(RMCP_ANY_PREFIX "Take any prefix, to see what would be installed" OFF)
if(CMAKE_INSTALL_PREFIX_INITIALIZED_TO_DEFAULT)
  set(CMAKE_INSTALL_PREFIX /usr CACHE PATH "Where it is installed" FORCE)
endif()

set(refused)
if(NOT CMAKE_INSTALL_PREFIX MATCHES "^/usr/?$")
  set(refused "CMAKE_INSTALL_PREFIX: ${CMAKE_INSTALL_PREFIX}: only /usr")
elseif(CMAKE_INSTALL_SYSCONFDIR AND NOT CMAKE_INSTALL_SYSCONFDIR MATCHES "^/?etc/?$")
  set(refused "CMAKE_INSTALL_SYSCONFDIR: ${CMAKE_INSTALL_SYSCONFDIR}: only /etc")
endif()
if(refused AND NOT RMCP_ANY_PREFIX)
  message(FATAL_ERROR "${refused} works, where systemd, the system bus and rmcpd look for their files (DESTDIR= stages an \
installation elsewhere; -DRMCP_ANY_PREFIX=ON takes any)")
endif()
