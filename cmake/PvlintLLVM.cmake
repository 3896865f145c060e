# LLVM's CMake packages of two versions cannot be loaded side by side, so each
# version is described by its llvm-config, and everything that includes an LLVM
# header is built once per version.
#
#   pvlint_find_llvm(22 REQUIRED)   appends 22 to PVLINT_LLVM_VERSIONS
#   pvlint_llvm_headers(TARGET 22)  include LLVM 22 for TARGET, and link it unless TARGET is a plugin

#
# With PVLINT_STATIC the command has LLVM, Clang and all else but the C library in itself, for machines without LLVM:
# docs/use.md says how its tarball is made.

set(PVLINT_LLVM_VERSIONS "")
option(PVLINT_STATIC "Link LLVM, Clang and SQLite into the command" OFF)

# A library that has LLVM's and Clang's archives in ${folder}, each of which may need any other.
function(pvlint_static_llvm target folder)
  file(GLOB archives ${folder}/libclang[A-Z]*.a ${folder}/libLLVM*.a)
  if(NOT archives)
    message(FATAL_ERROR "PVLINT_STATIC: no archives of LLVM in ${folder}")
  endif()
  list(JOIN archives "," group)
  add_library(${target} INTERFACE)
  target_link_libraries(${target} INTERFACE "$<LINK_GROUP:RESCAN,${group}>" libzstd.a libz.a ${CMAKE_DL_LIBS} m)
  target_link_options(${target} INTERFACE -static-libstdc++ -static-libgcc -Wl,--gc-sections)
endfunction()

function(pvlint_find_llvm version)
  find_program(LLVM_CONFIG_${version} NAMES llvm-config-${version}
               PATHS /usr/lib/llvm-${version}/bin)
  set(found ${LLVM_CONFIG_${version}})
  if(found)
    execute_process(COMMAND ${found} --includedir OUTPUT_VARIABLE inc
                    OUTPUT_STRIP_TRAILING_WHITESPACE)
    execute_process(COMMAND ${found} --libdir OUTPUT_VARIABLE lib
                    OUTPUT_STRIP_TRAILING_WHITESPACE)
    execute_process(COMMAND ${found} --bindir OUTPUT_VARIABLE bin
                    OUTPUT_STRIP_TRAILING_WHITESPACE)
    file(GLOB clangcpp ${lib}/libclang-cpp.so.${version}.*)
    file(GLOB llvmso ${lib}/libLLVM.so.${version}.*)
    if(NOT EXISTS ${inc}/clang/AST/AST.h OR NOT clangcpp OR NOT llvmso)
      set(found "")
    endif()
  endif()
  if(NOT found)
    if("${ARGN}" STREQUAL "REQUIRED")
      message(FATAL_ERROR "LLVM ${version} with Clang's headers is needed: "
        "apt-get install llvm-${version}-dev libclang-${version}-dev")
    endif()
    message(STATUS "LLVM ${version}: not installed, no plugin for it")
    return()
  endif()
  message(STATUS "LLVM ${version}: ${lib}")
  set(PVLINT_LLVM_${version}_INCLUDE ${inc} PARENT_SCOPE)
  set(PVLINT_LLVM_${version}_BIN ${bin} PARENT_SCOPE)
  set(libraries ${clangcpp} ${llvmso})
  if(PVLINT_STATIC)
    set(libraries pvlint-static-llvm-${version})
    pvlint_static_llvm(${libraries} ${lib})
  endif()
  set(PVLINT_LLVM_${version}_LIBS ${libraries} PARENT_SCOPE)
  set(PVLINT_LLVM_VERSIONS ${PVLINT_LLVM_VERSIONS} ${version} PARENT_SCOPE)
endfunction()

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
  target_link_libraries(${target} PUBLIC $<$<NOT:${module}>:${PVLINT_LLVM_${version}_LIBS}>)
endfunction()
