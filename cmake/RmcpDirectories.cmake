# The folders where other parts of the system look for our files. Relative to the prefix, so that `cmake --install
# --prefix` and staging work.
function(rmcp_directory variable default doc)
  set(${variable} ${default} CACHE STRING ${doc})
  mark_as_advanced(${variable})
endfunction()

# rmcp_systemd_directory(VARIABLE NAME DEFAULT DOC): as systemd.pc says, where there is one and its path is below the prefix.
# Debian 12's is not: it has /lib, which is a link to /usr/lib.
function(rmcp_systemd_directory variable name default doc)
  pkg_get_variable(path systemd ${name})
  cmake_path(IS_PREFIX CMAKE_INSTALL_PREFIX "${path}" NORMALIZE below)
  if(path AND below)
    cmake_path(RELATIVE_PATH path BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} OUTPUT_VARIABLE default)
  endif()
  rmcp_directory(${variable} ${default} ${doc})
endfunction()

rmcp_systemd_directory(RMCP_SYSTEMD_UNIT_DIR systemdsystemunitdir lib/systemd/system "systemd's system units")
rmcp_systemd_directory(RMCP_SYSTEMD_GENERATOR_DIR systemdsystemgeneratordir lib/systemd/system-generators "systemd's generators")
rmcp_directory(RMCP_USER_ENVIRONMENT_DIR lib/systemd/user-environment-generators "What user managers start with")
rmcp_directory(RMCP_PROFILE_DIR ${CMAKE_INSTALL_FULL_SYSCONFDIR}/profile.d "What login shells read")
rmcp_directory(RMCP_DBUS_POLICY_DIR ${CMAKE_INSTALL_DATADIR}/dbus-1/system.d "Bus policy")
rmcp_directory(RMCP_DBUS_SERVICE_DIR ${CMAKE_INSTALL_DATADIR}/dbus-1/system-services "Bus activation")
rmcp_directory(RMCP_DBUS_INTERFACE_DIR ${CMAKE_INSTALL_DATADIR}/dbus-1/interfaces "D-Bus interface XML")
rmcp_directory(RMCP_POLKIT_ACTION_DIR ${CMAKE_INSTALL_DATADIR}/polkit-1/actions "polkit actions")
rmcp_directory(RMCP_BASH_COMPLETION_DIR ${CMAKE_INSTALL_DATADIR}/bash-completion/completions "bash completion")
# Debian's zsh looks for completions from packages in a folder of its own.
if(EXISTS /etc/debian_version)
  set(zsh_folder vendor-completions)
else()
  set(zsh_folder site-functions)
endif()
rmcp_directory(RMCP_ZSH_COMPLETION_DIR ${CMAKE_INSTALL_DATADIR}/zsh/${zsh_folder} "zsh completion")
rmcp_directory(RMCP_INITRAMFS_TOOLS_DIR ${CMAKE_INSTALL_DATADIR}/initramfs-tools "initramfs-tools")
rmcp_directory(RMCP_INITRAMFS_POST_DIR ${CMAKE_INSTALL_FULL_SYSCONFDIR}/initramfs/post-update.d
               "What update-initramfs runs when an image is written")
rmcp_directory(RMCP_DRACUT_DIR lib/dracut/modules.d "dracut's modules")
rmcp_directory(RMCP_MKINITCPIO_DIR lib/initcpio/install "mkinitcpio's build hooks")

# Not to be set: these are the daemon's own paths (lib/sys/paths.hpp).
set(RMCP_VENDOR_DIR lib/rmcp)  # the parent of policy.d and profiles.d, as the next
set(RMCP_ADMIN_DIR ${CMAKE_INSTALL_FULL_SYSCONFDIR}/rmcp)
set(RMCP_MODPROBE_DIR ${CMAKE_INSTALL_FULL_SYSCONFDIR}/modprobe.d)

# Files that need no compiler form the component `data`: `cmake --install BUILD --component data` installs it from a
# tree in which nothing was built, by the rules of the whole installation. Tests read shipped files from such a root.

# rmcp_install_folder(FOLDER DIRECTORY [PATTERN]): installs all files in a folder of the source, or those that match
# PATTERN. A list of names would be one more place to forget when a file is added.
function(rmcp_install_folder folder directory)
  set(which PATTERN "*~" EXCLUDE PATTERN "*.orig" EXCLUDE PATTERN "*.rej" EXCLUDE PATTERN ".*" EXCLUDE)  # of editors and patch(1)
  if(ARGC GREATER 2)
    set(which FILES_MATCHING PATTERN ${ARGV2})
  endif()
  install(DIRECTORY ${folder}/ DESTINATION ${directory} COMPONENT data ${which})
endfunction()

# rmcp_install_once(FILE DIRECTORY): installs a settings file that a later installation must not reset. Staged
# installations (DESTDIR) always get it.
function(rmcp_install_once file directory)
  cmake_path(ABSOLUTE_PATH file)
  cmake_path(GET file FILENAME name)
  cmake_path(ABSOLUTE_PATH directory BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX})
  install(CODE "
    if(EXISTS \"\$ENV{DESTDIR}${directory}/${name}\")
      message(STATUS \"Kept: \$ENV{DESTDIR}${directory}/${name}\")
    else()
      file(INSTALL \"${file}\" DESTINATION \"${directory}\")
    endif()" COMPONENT data)
endfunction()
