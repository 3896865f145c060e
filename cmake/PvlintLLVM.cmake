# LLVM's CMake packages of two versions cannot be loaded side by side, so each
# version is described by its llvm-config, and everything that includes an LLVM
# header is built once per version.
#
#   pvlint_find_llvm(22)            appends 22 to PVLINT_LLVM_VERSIONS if it is there
#   pvlint_choose_llvm()            sets PVLINT_COMMAND_LLVM, the version that the command is built with
#   pvlint_llvm_headers(TARGET 22)  include LLVM 22 for TARGET, and link it unless TARGET is a plugin
#
# A version elsewhere than distributions have it: -DLLVM_CONFIG_20=/opt/llvm/bin/llvm-config.

set(PVLINT_LLVM_VERSIONS "")
# Whether what a library is linked into has all libraries in itself: tool/CMakeLists.txt.
set(PVLINT_IS_STATIC $<BOOL:$<TARGET_PROPERTY:PVLINT_STATIC>>)

# pvlint-llvm-archives-22: LLVM's and Clang's, each of which may need any other.
function(pvlint_find_archives version folder)
  file(GLOB archives ${folder}/libclang[A-Z]*.a ${folder}/libLLVM*.a)
  find_library(ZSTD_ARCHIVE libzstd.a)
  find_library(Z_ARCHIVE libz.a)
  if(archives AND ZSTD_ARCHIVE AND Z_ARCHIVE)
    list(JOIN archives "," archives)
    add_library(pvlint-llvm-archives-${version} INTERFACE)
    target_link_libraries(pvlint-llvm-archives-${version} INTERFACE
                          "$<LINK_GROUP:RESCAN,${archives}>" ${ZSTD_ARCHIVE} ${Z_ARCHIVE})
  endif()
endfunction()

function(pvlint_find_llvm version)
  # Debian has llvm-config-22, Alpine llvm22/bin; where only one version is installed it is llvm-config.
  function(pvlint_is_llvm_${version} result program)
    execute_process(COMMAND ${program} --version OUTPUT_VARIABLE found ERROR_QUIET)
    if(NOT found MATCHES "^${version}\\.")
      set(${result} FALSE PARENT_SCOPE)
    endif()
  endfunction()
  find_program(LLVM_CONFIG_${version} NAMES llvm-config-${version} llvm${version}-config llvm-config NAMES_PER_DIR
               PATHS /usr/lib/llvm-${version}/bin /usr/lib/llvm${version}/bin
               VALIDATOR pvlint_is_llvm_${version})
  set(found ${LLVM_CONFIG_${version}})
  if(found)
    foreach(what includedir libdir bindir)
      execute_process(COMMAND ${found} --${what} OUTPUT_VARIABLE ${what} OUTPUT_STRIP_TRAILING_WHITESPACE)
    endforeach()
    file(GLOB clangcpp ${libdir}/libclang-cpp.so.${version}.*)
    file(GLOB llvmso ${libdir}/libLLVM.so.${version}.*)
    if(NOT EXISTS ${includedir}/clang/AST/AST.h OR NOT clangcpp OR NOT llvmso)
      set(found "")
    endif()
  endif()
  if(NOT found)
    return()
  endif()
  message(STATUS "LLVM ${version}: ${libdir}")
  # Clang's own headers (stdarg.h) are where that Clang says, if it is installed.
  execute_process(COMMAND ${bindir}/clang -print-resource-dir OUTPUT_VARIABLE resources
                  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
  if(failed)
    set(resources ${libdir}/clang/${version})
  endif()
  set(PVLINT_LLVM_${version}_INCLUDE ${includedir} PARENT_SCOPE)
  set(PVLINT_LLVM_${version}_BIN ${bindir} PARENT_SCOPE)
  set(PVLINT_LLVM_${version}_RESOURCES ${resources} PARENT_SCOPE)
  set(PVLINT_LLVM_${version}_LIBS ${clangcpp} ${llvmso} PARENT_SCOPE)
  pvlint_find_archives(${version} ${libdir})
  set(PVLINT_LLVM_VERSIONS ${PVLINT_LLVM_VERSIONS} ${version} PARENT_SCOPE)
endfunction()

# The newest that is there, or what -DPVLINT_COMMAND_LLVM says.
macro(pvlint_choose_llvm)
  set(PVLINT_COMMAND_LLVM "" CACHE STRING "The LLVM of the command: 19 to 22 (default: the newest that is installed)")
  if(NOT PVLINT_COMMAND_LLVM)
    list(APPEND PVLINT_COMMAND_LLVM ${PVLINT_LLVM_VERSIONS} 22)
    list(GET PVLINT_COMMAND_LLVM 0 PVLINT_COMMAND_LLVM)
  endif()
  if(NOT PVLINT_COMMAND_LLVM IN_LIST PVLINT_LLVMS)
    message(FATAL_ERROR "LLVM ${PVLINT_COMMAND_LLVM}: pvlint is built with one of 19 to 22")
  endif()
  if(NOT PVLINT_COMMAND_LLVM IN_LIST PVLINT_LLVM_VERSIONS)
    message(FATAL_ERROR "LLVM ${PVLINT_COMMAND_LLVM} with Clang's headers is needed: "
      "apt-get install llvm-${PVLINT_COMMAND_LLVM}-dev libclang-${PVLINT_COMMAND_LLVM}-dev")
  endif()
  list(JOIN PVLINT_LLVM_VERSIONS ", " plugins)
  message(STATUS "The command: LLVM ${PVLINT_COMMAND_LLVM}; plugins: ${plugins}")
endmacro()

function(pvlint_llvm_headers target version)
  target_include_directories(${target} SYSTEM PUBLIC
                             ${PVLINT_LLVM_${version}_INCLUDE})
  target_compile_definitions(${target} PUBLIC
    _GNU_SOURCE __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wno-unused-parameter -Wno-dangling-reference -Werror
    -fno-exceptions)
  # GCC 12 takes the buffer inside a std::string for overrun where a move of one is inlined.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
  endif()
  # A plugin uses the LLVM of its host. It would bring its own into a host of another version, and two in one process
  # abort; as it is, loading it fails, and the host says so in one line. All symbols are looked up then, not one by one.
  set(module $<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>)
  target_link_libraries(${target} PUBLIC $<$<NOT:${module}>:$<IF:${PVLINT_IS_STATIC},pvlint-llvm-archives-${version},${PVLINT_LLVM_${version}_LIBS}>>)
endfunction()
