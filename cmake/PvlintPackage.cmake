# What `cmake --install` puts where, and the packages that `cpack` makes: one
# with the command, and for each LLVM one with the plugin and the module for
# clang-tidy, which depends on it.
#
#   bin/pvlint                  share/man/man1/pvlint.1.gz
#   lib/pvlint/pvlint-22.so, pvlint-tidy-22.so, and of each -inside.so
#                               completions for bash, zsh and fish
#   share/pvlint/cluster/       share/doc/pvlint/: docs, recipes
include(GNUInstallDirs)

find_program(GZIP gzip REQUIRED)
set(man_page ${CMAKE_BINARY_DIR}/pvlint.1.gz)
add_custom_command(
  OUTPUT ${man_page}
  COMMAND ${CMAKE_COMMAND} -DPVLINT=$<TARGET_FILE:pvlint-tool>
          -DSOURCE=${CMAKE_SOURCE_DIR}/docs/pvlint.1.in -DOUTPUT=${man_page}
          -DGZIP=${GZIP} -P ${CMAKE_SOURCE_DIR}/cmake/ManPage.cmake
  DEPENDS pvlint-tool ${CMAKE_SOURCE_DIR}/docs/pvlint.1.in
          ${CMAKE_SOURCE_DIR}/cmake/ManPage.cmake
  COMMENT "Making the man page"
  VERBATIM)
add_custom_target(pvlint-man ALL DEPENDS ${man_page})

install(TARGETS pvlint-tool RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
        COMPONENT pvlint)
install(FILES ${man_page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1
        COMPONENT pvlint)
install(FILES completions/pvlint.bash RENAME pvlint
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        COMPONENT pvlint)
install(FILES completions/_pvlint
        DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions
        COMPONENT pvlint)
install(FILES completions/pvlint.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
        COMPONENT pvlint)
install(DIRECTORY scripts/cluster USE_SOURCE_PERMISSIONS
        DESTINATION ${CMAKE_INSTALL_DATADIR}/pvlint COMPONENT pvlint)
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT pvlint
        PATTERN *.in EXCLUDE)
install(FILES README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT pvlint)
install(FILES LICENSE RENAME copyright DESTINATION ${CMAKE_INSTALL_DOCDIR}
        COMPONENT pvlint)
if(EXISTS ${CMAKE_SOURCE_DIR}/examples/ci)
  install(DIRECTORY examples/ci USE_SOURCE_PERMISSIONS
          DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT pvlint)
endif()
foreach(version IN LISTS PVLINT_LLVM_VERSIONS)
  # Not among the libraries: nothing is to link it. PluginPath.cpp looks there.
  install(TARGETS pvlint-host-${version} pvlint-inside-${version}
          LIBRARY DESTINATION lib/pvlint COMPONENT plugin-${version})
  if(TARGET pvlint-tidy-host-${version})
    install(TARGETS pvlint-tidy-host-${version} pvlint-tidy-inside-${version}
            LIBRARY DESTINATION lib/pvlint COMPONENT plugin-${version})
  endif()
  install(FILES LICENSE RENAME copyright
          DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/pvlint-plugin-${version}
          COMPONENT plugin-${version})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME pvlint)
set(CPACK_PACKAGE_VENDOR pvlint)
set(CPACK_PACKAGE_CONTACT "The pvlint project <pvlint@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY
    "static analyzer for the Linux kernel's interrupt flags")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL pvlint)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
# The names of the packages of shared libraries, and their versions, are known
# to dpkg-shlibdeps, but for those that a plugin finds in its host.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PVLINT_PACKAGE_NAME pvlint)
# Clang's own headers, which the command is told to use. dpkg-shlibdeps leaves
# LLVM 22 out, whose package does not say from which version on it serves.
set(CPACK_DEBIAN_PVLINT_PACKAGE_DEPENDS
    "libclang-common-${PVLINT_COMMAND_LLVM}-dev, libllvm${PVLINT_COMMAND_LLVM}")
set(CPACK_DEBIAN_PVLINT_PACKAGE_SUGGESTS pvlint-plugin-${PVLINT_COMMAND_LLVM})
set(CPACK_COMPONENT_PVLINT_DESCRIPTION
    "Follows the interrupt state and saved flags words through C code of the
kernel, one file at a time or the whole tree as one program.")
foreach(version IN LISTS PVLINT_LLVM_VERSIONS)
  list(APPEND CPACK_COMPONENTS_ALL plugin-${version})
  string(TOUPPER "plugin-${version}" component)
  set(CPACK_DEBIAN_${component}_PACKAGE_NAME pvlint-plugin-${version})
  set(CPACK_DEBIAN_${component}_PACKAGE_DEPENDS
      "pvlint (= ${PROJECT_VERSION}), libclang-cpp${version}, libllvm${version}")
  set(CPACK_DEBIAN_${component}_PACKAGE_RECOMMENDS clang-${version})
  set(CPACK_DEBIAN_${component}_PACKAGE_SUGGESTS clang-tidy-${version})
  set(CPACK_COMPONENT_${component}_DESCRIPTION
      "The analysis as a plugin of Clang ${version} and as a module of clang-tidy.")
endforeach()
# `cpack -G TGZ` is another set: Tarball.cmake.
if(TARGET pvlint-static)
  # What was installed within a second of when this was linked would count as the same file.
  install(CODE [[file(REMOVE "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/bin/pvlint")]] COMPONENT static EXCLUDE_FROM_ALL)
  install(PROGRAMS $<TARGET_FILE:pvlint-static> RENAME pvlint DESTINATION bin COMPONENT static EXCLUDE_FROM_ALL)
  install(DIRECTORY ${PVLINT_LLVM_${PVLINT_COMMAND_LLVM}_RESOURCES}/include DESTINATION lib/pvlint/clang
          COMPONENT static EXCLUDE_FROM_ALL)
endif()
set(CPACK_PVLINT_TARBALL pvlint-${PROJECT_VERSION}-${CMAKE_SYSTEM_NAME}-${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PROJECT_CONFIG_FILE ${CMAKE_CURRENT_LIST_DIR}/Tarball.cmake)
include(CPack)
