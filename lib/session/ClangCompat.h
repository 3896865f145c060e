//===- ClangCompat.h - what differs between Clang 19 and 22 -----*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names and signatures of Clang 22 for who runs a compilation, in whatever
// version this is built with. What differs for who looks at an AST, also in a
// plugin, is in extract/ClangCompat.h.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_SESSION_CLANGCOMPAT_H
#define PVLINT_SESSION_CLANGCOMPAT_H

#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/Utils.h"
#if __has_include("clang/Driver/CreateInvocationFromArgs.h")
#include "clang/Driver/CreateInvocationFromArgs.h"
#endif
#if __has_include("clang/Options/Options.h")
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
namespace clang {
namespace options = driver::options;
using driver::getDriverOptTable;
} // namespace clang
#endif

namespace pvlint::compat {

using Files = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

#if CLANG_VERSION_MAJOR >= 22

using clang::CompilerInstance;

#else

class CompilerInstance : public clang::CompilerInstance {
public:
  explicit CompilerInstance(std::shared_ptr<clang::CompilerInvocation> Of)
#if CLANG_VERSION_MAJOR >= 21
      : clang::CompilerInstance(std::move(Of)) {
  }
#else
  {
    setInvocation(std::move(Of));
  }
#endif

  void setVirtualFileSystem(Files VFS) { createFileManager(std::move(VFS)); }

  void createDiagnostics(clang::DiagnosticConsumer *Client, bool IsOwned) {
#if CLANG_VERSION_MAJOR >= 20
    clang::CompilerInstance::createDiagnostics(getVirtualFileSystem(), Client,
                                               IsOwned);
#else
    clang::CompilerInstance::createDiagnostics(Client, IsOwned);
#endif
  }
};

#endif

/// What a printer is made with, which shares it since 21 and owned it before.
#if CLANG_VERSION_MAJOR >= 21
inline clang::DiagnosticOptions &forPrinter(clang::DiagnosticOptions &Options) {
  return Options;
}
#else
inline clang::DiagnosticOptions *
forPrinter(const clang::DiagnosticOptions &Options) {
  return new clang::DiagnosticOptions(Options);
}
#endif

/// Diagnostics before there is a compilation.
inline llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine>
createDiagnostics(llvm::vfs::FileSystem &VFS, clang::DiagnosticOptions &Options,
                  clang::DiagnosticConsumer &Client) {
#if CLANG_VERSION_MAJOR >= 20
  return clang::CompilerInstance::createDiagnostics(
      VFS, forPrinter(Options), &Client, /*ShouldOwnClient=*/false);
#else
  return clang::CompilerInstance::createDiagnostics(
      forPrinter(Options), &Client, /*ShouldOwnClient=*/false);
#endif
}

/// What a preamble is built with, which shares it since 22.
inline decltype(auto)
forPreamble(const llvm::IntrusiveRefCntPtr<clang::DiagnosticsEngine> &Diags) {
#if CLANG_VERSION_MAJOR >= 22
  return Diags;
#else
  return *Diags;
#endif
}

} // namespace pvlint::compat

#endif // PVLINT_SESSION_CLANGCOMPAT_H
