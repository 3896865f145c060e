//===- ClangCompat.h - what differs between LLVM 16 and 22 ------*- C++ -*-===//
//
// Part of the pvlint project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every difference between the Clang versions pvlint builds against lives
// here, so that no other file asks for a version number.
//
//===----------------------------------------------------------------------===//

#ifndef PVLINT_EXTRACT_CLANGCOMPAT_H
#define PVLINT_EXTRACT_CLANGCOMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Stmt.h"
#include "clang/Analysis/CFG.h"
#include "clang/Basic/Version.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/TextDiagnosticPrinter.h"
#include <string>

namespace pvlint::compat {

/// The asm template as written.
inline std::string asmText(const clang::GCCAsmStmt &S) {
#if CLANG_VERSION_MAJOR >= 21
  return S.getAsmString();
#else
  return S.getAsmString()->getString().str();
#endif
}

/// The text of asm at file scope.
inline std::string asmText(const clang::FileScopeAsmDecl &D) {
#if CLANG_VERSION_MAJOR >= 21
  return D.getAsmString();
#else
  return D.getAsmString()->getString().str();
#endif
}

/// The width of a bit-field.
inline unsigned bitWidth(const clang::FieldDecl &Field,
                         const clang::ASTContext &Context) {
#if CLANG_VERSION_MAJOR >= 20
  return Field.getBitWidthValue();
#else
  return Field.getBitWidthValue(Context);
#endif
}

/// Whether it only fills up.
inline bool isUnnamedBitField(const clang::FieldDecl &Field) {
#if CLANG_VERSION_MAJOR >= 19
  return Field.isUnnamedBitField();
#else
  return Field.isUnnamedBitfield();
#endif
}

/// Whether no other unit can name it.
inline bool isInternal(const clang::NamedDecl &D) {
#if CLANG_VERSION_MAJOR >= 18
  return D.getFormalLinkage() == clang::Linkage::Internal;
#else
  return D.getFormalLinkage() == clang::InternalLinkage;
#endif
}

/// The control-flow graph of the definition \p F, with calls of the cleanup
/// functions of variables.
inline std::unique_ptr<clang::CFG>
buildCFGWithCleanups(const clang::FunctionDecl &F, clang::ASTContext &Context,
                     clang::CFG::BuildOptions Options) {
#if CLANG_VERSION_MAJOR >= 18
  Options.AddImplicitDtors = true;
#else
  Options.AddLifetime = true;
  const before18::OnlyCleanupsAreAutomatic Others(F);
#endif
  return clang::CFG::buildCFG(&F, F.getBody(), &Context, Options);
}

} // namespace pvlint::compat

#endif // PVLINT_EXTRACT_CLANGCOMPAT_H
