# CPack reads this for each generator. `cpack -G TGZ` makes a tarball that runs from wherever it is unpacked, on any Linux: what
# `pvlint` installs, with the command that has all libraries in itself (`ninja pvlint-static`) instead of the other one, and
# Clang's own headers, which it finds beside it (resourceFolder() in session/Invocation.cpp).
if(CPACK_GENERATOR STREQUAL "TGZ")
  list(SUBLIST CPACK_INSTALL_CMAKE_PROJECTS 0 2 project)
  set(CPACK_INSTALL_CMAKE_PROJECTS "${project};pvlint;/;${project};static;/")
  set(CPACK_PACKAGING_INSTALL_PREFIX "")
  set(CPACK_PACKAGE_FILE_NAME ${CPACK_PVLINT_TARBALL})
endif()
