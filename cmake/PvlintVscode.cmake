# The extension for VS Code: `ninja pvlint-vscode` makes vscode/pvlint-VERSION.vsix. Not part of a build: it takes npm and
# some 300 packages from there, of which the bundle has one.

if(NOT PVLINT_NPM)
  return()
endif()

set(vscode ${CMAKE_BINARY_DIR}/vscode)
set(source ${CMAKE_SOURCE_DIR}/editors/vscode)
set(vscode_packages ${source}/package.json ${source}/package-lock.json ${source}/.npmrc)
file(GLOB vscode_files CONFIGURE_DEPENDS ${source}/src/*)
set(vscode_others ${source}/tsconfig.json ${source}/build.mjs ${source}/.vscodeignore ${source}/README.md ${source}/icon.png
    ${CMAKE_SOURCE_DIR}/LICENSE ${CMAKE_SOURCE_DIR}/CHANGELOG.md)
# A marketplace wants to know where the sources are, and makes links of the page relative to that.
set(vscode_about "")
# Links of the changelog lead into the repository, if there is one to name.
set(vscode_links --no-rewrite-relative-links)
if(PVLINT_HOMEPAGE)
  set(vscode_links "")
  set(vscode_about COMMAND ${PVLINT_NPM} pkg set --prefix ${vscode} homepage=${PVLINT_HOMEPAGE} repository.type=git
      repository.url=${PVLINT_HOMEPAGE}.git repository.directory=editors/vscode bugs.url=${PVLINT_HOMEPAGE}/issues)
endif()
set(vsix ${vscode}/pvlint-${PROJECT_VERSION}.vsix)
add_custom_command(
  OUTPUT ${vscode}/node_modules/.package-lock.json
  COMMAND ${CMAKE_COMMAND} -E make_directory ${vscode}
  COMMAND ${CMAKE_COMMAND} -E copy ${vscode_packages} ${vscode}
  # vsce is only asked to pack; what installs would compile is for publishing.
  COMMAND ${PVLINT_NPM} ci --prefix ${vscode} --ignore-scripts --no-audit --no-fund --loglevel=error
  DEPENDS ${vscode_packages}
  COMMENT "Installing what builds the extension for VS Code"
  VERBATIM)
add_custom_command(
  OUTPUT ${vsix}
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${vscode}/src ${vsix}
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${source}/src ${vscode}/src
  COMMAND ${CMAKE_COMMAND} -E copy ${vscode_packages} ${vscode_others} ${vscode}
  ${vscode_about}
  COMMAND ${PVLINT_NPM} run package --prefix ${vscode} --silent -- ${vscode_links} --out ${vsix}
  DEPENDS ${vscode_files} ${vscode_others} ${vscode}/node_modules/.package-lock.json
  WORKING_DIRECTORY ${vscode}
  COMMENT "Packing the extension for VS Code"
  VERBATIM)
add_custom_target(pvlint-vscode DEPENDS ${vsix})
