# LLVM's CMake packages of two versions cannot be loaded side by side, so each
# version is described by its llvm-config, and everything that includes an LLVM
# header is built once per version.
#
#   pvlint_find_llvm(22 REQUIRED)   appends 22 to PVLINT_LLVM_VERSIONS
#   pvlint_add_engine(22)           the rooms lib/* and checks/ as pvlint-*-22
#   pvlint_llvm_headers(TARGET 22)  include and link LLVM 22 for TARGET

set(PVLINT_LLVM_VERSIONS "")

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
  set(PVLINT_LLVM_${version}_LIBS ${clangcpp} ${llvmso} PARENT_SCOPE)
  set(PVLINT_LLVM_VERSIONS ${PVLINT_LLVM_VERSIONS} ${version} PARENT_SCOPE)
endfunction()

function(pvlint_llvm_headers target version)
  target_include_directories(${target} SYSTEM PUBLIC
                             ${PVLINT_LLVM_${version}_INCLUDE})
  target_include_directories(${target} PUBLIC
                             ${CMAKE_SOURCE_DIR}/lib ${CMAKE_SOURCE_DIR}
                             ${CMAKE_BINARY_DIR}/generated)
  target_compile_definitions(${target} PUBLIC
    _GNU_SOURCE __STDC_CONSTANT_MACROS __STDC_FORMAT_MACROS __STDC_LIMIT_MACROS)
  target_compile_options(${target} PRIVATE
    -Wall -Wextra -Wno-unused-parameter -Wno-dangling-reference -Werror
    -fno-exceptions)
  target_link_libraries(${target} PUBLIC ${PVLINT_LLVM_${version}_LIBS})
endfunction()

# One static library a room. What a room may know is what it links.
function(pvlint_add_room room version dir)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${dir}/*.cpp)
  set(target pvlint-${room}-${version})
  add_library(${target} STATIC ${sources})
  pvlint_llvm_headers(${target} ${version})
  foreach(known IN LISTS ARGN)
    target_link_libraries(${target} PUBLIC pvlint-${known}-${version})
  endforeach()
endfunction()

function(pvlint_add_engine version)
  pvlint_add_room(flow ${version} lib/flow)
  add_dependencies(pvlint-flow-${version} pvlint-contracts pvlint-schema)
  target_include_directories(pvlint-flow-${version} SYSTEM PRIVATE
                             ${PVLINT_SCHEMA_DIR} ${FLATBUFFERS_INCLUDE})
  target_compile_definitions(pvlint-flow-${version} PRIVATE
                             PVLINT_VERSION="${PROJECT_VERSION}")
  pvlint_add_room(solve ${version} lib/solve flow)
  pvlint_add_room(checks ${version} checks solve)
  add_dependencies(pvlint-checks-${version} pvlint-check-pages)
  pvlint_add_room(report ${version} lib/report checks)
  if(PVLINT_WITH_HTML)
    add_dependencies(pvlint-report-${version} pvlint-web)
    target_compile_definitions(pvlint-report-${version} PRIVATE PVLINT_WITH_HTML)
  endif()
  pvlint_add_room(extract ${version} lib/extract flow)
  pvlint_add_room(frontend ${version} lib/frontend extract checks)
  foreach(room extract frontend)
    target_precompile_headers(pvlint-${room}-${version} PRIVATE
      <clang/AST/ASTContext.h> <clang/AST/Expr.h> <clang/AST/Stmt.h>
      <clang/Analysis/CFG.h> <clang/Frontend/CompilerInstance.h>)
  endforeach()
endfunction()
