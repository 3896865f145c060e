# LLVM's CMake packages of two versions cannot be loaded side by side, so each
# version is described by its llvm-config, and everything that includes an LLVM
# header is built once per version.
#
#   pvlint_find_llvms()             sets PVLINT_LLVM_VERSIONS, those that are there, and PVLINT_LLVM_LACKS, what others are without
#                                   (and PVLINT_UNKNOWN_LLVMS, those among them that are newer than any that was tried)
#   pvlint_choose_llvm()            sets PVLINT_COMMAND_LLVM, the version that the command is built with
#   pvlint_llvm_headers(TARGET 22)  include LLVM 22 for TARGET, and link it unless TARGET is a plugin
#
# A version elsewhere than distributions have it: -DLLVM_CONFIG_20=/opt/llvm/bin/llvm-config; none: -DLLVM_CONFIG_20=
# One that is newer than those below is tried if it is asked for by its number: that, or -DPVLINT_COMMAND_LLVM=23.

# Plugins are for each LLVM that is there, the command is of one of them. docs/use.md says why for no older one.
set(PVLINT_LLVMS 22 21 20 19 18 17 16)
set(PVLINT_COMMAND_LLVMS 22 21 20 19)
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
  # Debian has llvm-config-22, Alpine and Arch llvm22/bin, Fedora lib64; where only one version is installed it is llvm-config.
  function(pvlint_is_llvm_${version} result program)
    execute_process(COMMAND ${program} --version OUTPUT_VARIABLE found ERROR_QUIET)
    if(NOT found MATCHES "^${version}\\.")
      set(${result} FALSE PARENT_SCOPE)
    endif()
  endfunction()
  find_program(LLVM_CONFIG_${version} NAMES llvm-config-${version} llvm${version}-config llvm-config NAMES_PER_DIR
               PATHS /usr/lib/llvm-${version}/bin /usr/lib/llvm${version}/bin /usr/lib64/llvm${version}/bin
               VALIDATOR pvlint_is_llvm_${version})
  if(NOT LLVM_CONFIG_${version})
    return()
  endif()
  foreach(what includedir libdir bindir)
    execute_process(COMMAND ${LLVM_CONFIG_${version}} --${what} OUTPUT_VARIABLE ${what} OUTPUT_STRIP_TRAILING_WHITESPACE)
  endforeach()
  file(GLOB clangcpp ${libdir}/libclang-cpp.so.${version} ${libdir}/libclang-cpp.so.${version}.*)
  # Debian's 16 to 18 have the older of LLVM's names only.
  file(GLOB llvmso ${libdir}/libLLVM.so.${version}.*)
  if(NOT llvmso)
    file(GLOB llvmso ${libdir}/libLLVM-${version}.so)
  endif()
  set(lacks "")
  if(NOT EXISTS ${includedir}/clang/AST/AST.h)
    set(lacks "Clang's headers")
  elseif(NOT clangcpp)
    set(lacks "libclang-cpp.so")
  elseif(NOT llvmso)
    set(lacks "libLLVM.so")
  endif()
  if(lacks)
    message(STATUS "LLVM ${version}: left out, without ${lacks}")
    set(PVLINT_LLVM_LACKS ${PVLINT_LLVM_LACKS} "LLVM ${version} is without ${lacks}" PARENT_SCOPE)
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

# The others that somebody asked for. They come last, so that none becomes the command's where a known one will do.
function(pvlint_find_unknown_llvms)
  list(GET PVLINT_LLVMS 0 newest)
  list(GET PVLINT_LLVMS -1 oldest)
  set(asked "")
  get_cmake_property(variables VARIABLES)
  foreach(variable IN LISTS variables)
    if(variable MATCHES "^LLVM_CONFIG_([0-9]+)$" AND ${variable})
      list(APPEND asked ${CMAKE_MATCH_1})
    endif()
  endforeach()
  if(PVLINT_COMMAND_LLVM MATCHES "^[0-9]+$")
    list(APPEND asked ${PVLINT_COMMAND_LLVM})
  endif()
  set(PVLINT_UNKNOWN_LLVMS "")
  list(REMOVE_DUPLICATES asked)
  list(SORT asked COMPARE NATURAL ORDER DESCENDING)
  foreach(version IN LISTS asked)
    if(version GREATER newest)
      pvlint_find_llvm(${version})
      if(version IN_LIST PVLINT_LLVM_VERSIONS)
        message(WARNING "LLVM ${version} is newer than pvlint knows, which was tried with ${oldest} to ${newest}: "
          "it may not compile, or find something else")
        list(APPEND PVLINT_UNKNOWN_LLVMS ${version})
      endif()
    elseif(version LESS oldest)
      message(STATUS "LLVM ${version}: left out, older than ${oldest}")
      list(APPEND PVLINT_LLVM_LACKS "LLVM ${version} is older than ${oldest}")
    endif()
  endforeach()
  foreach(result PVLINT_LLVM_VERSIONS PVLINT_LLVM_LACKS PVLINT_UNKNOWN_LLVMS)
    set(${result} ${${result}} PARENT_SCOPE)
  endforeach()
endfunction()

macro(pvlint_find_llvms)
  set(PVLINT_LLVM_VERSIONS "")
  set(PVLINT_LLVM_LACKS "")
  foreach(version IN LISTS PVLINT_LLVMS)
    pvlint_find_llvm(${version})
  endforeach()
  pvlint_find_unknown_llvms()
endmacro()

# The newest that is there, or what -DPVLINT_COMMAND_LLVM says.
macro(pvlint_choose_llvm)
  list(GET PVLINT_COMMAND_LLVMS 0 newest)
  list(GET PVLINT_COMMAND_LLVMS -1 oldest)
  list(APPEND PVLINT_COMMAND_LLVMS ${PVLINT_UNKNOWN_LLVMS})
  set(PVLINT_COMMAND_LLVM "" CACHE STRING "The LLVM of the command: ${oldest} to ${newest} (default: the newest that is installed)")
  if(PVLINT_COMMAND_LLVM AND PVLINT_COMMAND_LLVM LESS oldest)
    message(FATAL_ERROR "LLVM ${PVLINT_COMMAND_LLVM}: pvlint is built with one of ${oldest} to ${newest}")
  endif()
  if(NOT PVLINT_COMMAND_LLVM)
    foreach(version IN LISTS PVLINT_COMMAND_LLVMS)
      if(NOT PVLINT_COMMAND_LLVM AND version IN_LIST PVLINT_LLVM_VERSIONS)
        set(PVLINT_COMMAND_LLVM ${version})
      endif()
    endforeach()
  endif()
  if(NOT PVLINT_COMMAND_LLVM OR NOT PVLINT_COMMAND_LLVM IN_LIST PVLINT_LLVM_VERSIONS)
    pvlint_fail_without_llvm("${PVLINT_COMMAND_LLVM}" ${oldest} ${newest})
  endif()
  list(JOIN PVLINT_LLVM_VERSIONS ", " plugins)
  message(STATUS "The command: LLVM ${PVLINT_COMMAND_LLVM}; plugins: ${plugins}")
endmacro()

function(pvlint_fail_without_llvm wanted oldest newest)
  set(there ${PVLINT_LLVM_LACKS})
  find_program(ANY_LLVM_CONFIG llvm-config NO_CACHE)
  if(ANY_LLVM_CONFIG)
    execute_process(COMMAND ${ANY_LLVM_CONFIG} --version OUTPUT_VARIABLE found OUTPUT_STRIP_TRAILING_WHITESPACE)
    list(PREPEND there "${ANY_LLVM_CONFIG} is of LLVM ${found}")
  endif()
  list(JOIN there "; " there)
  if(there)
    set(there " (${there})")
  endif()
  if(wanted)
    set(needed "LLVM ${wanted} with Clang's headers is needed${there}")
  else()
    set(needed "An LLVM from ${oldest} to ${newest} with Clang's headers is needed, and none was found${there}")
    set(wanted N)
  endif()
  message(FATAL_ERROR "${needed}.\nOn Debian: apt-get install llvm-${wanted}-dev libclang-${wanted}-dev. "
    "One that is elsewhere: -DLLVM_CONFIG_${wanted}=…/bin/llvm-config")
endfunction()

# Each compiler has warnings of its own, which are not to stop who only builds: they are errors with the compiler of CI.
set(werror OFF)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  set(werror ON)
endif()
option(PVLINT_WERROR "Warnings are errors" ${werror})

function(pvlint_llvm_headers target version)
  # What is missing from an older LLVM, before its own headers.
  if(version LESS 17)
    target_include_directories(${target} SYSTEM PUBLIC ${CMAKE_SOURCE_DIR}/lib/ir/before-17)
  endif()
  if(version LESS 18)
    target_include_directories(${target} SYSTEM PUBLIC ${CMAKE_SOURCE_DIR}/lib/extract/before-18
                               ${CMAKE_SOURCE_DIR}/lib/ir/before-18)
  endif()
  if(version LESS 19)
    target_include_directories(${target} SYSTEM PUBLIC ${CMAKE_SOURCE_DIR}/lib/ir/before-19)
  endif()
  target_include_directories(${target} SYSTEM PUBLIC
                             ${PVLINT_LLVM_${version}_INCLUDE})
  target_compile_definitions(${target} PUBLIC
    _GNU_SOURCE __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wno-unused-parameter -Wno-dangling-reference $<$<BOOL:${PVLINT_WERROR}>:-Werror>
    -fno-exceptions)
  # GCC 12 takes the buffer inside a std::string for overrun where a move of one is inlined.
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    target_compile_options(${target} PRIVATE -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-maybe-uninitialized)
  endif()
  # A plugin uses the LLVM of its host. It would bring its own into a host of another version, and two in one process
  # abort; as it is, loading it fails, and the host says so in one line. All symbols are looked up then, not one by one.
  set(module $<STREQUAL:$<TARGET_PROPERTY:TYPE>,MODULE_LIBRARY>)
  target_link_libraries(${target} PUBLIC $<$<NOT:${module}>:$<IF:${PVLINT_IS_STATIC},pvlint-llvm-archives-${version},${PVLINT_LLVM_${version}_LIBS}>>)
endfunction()
